namespace FilmBlog.Core.Catalogue;

/// <summary>The orders of lists, as comparisons of slots. Each ends in the id, so that no two reviews are equal.</summary>
internal static class SlotOrders
{
    public static Comparison<int> Of(ReviewTable table, ReviewOrder order) => order switch
    {
        ReviewOrder.Newest => (x, y) => Newest(table, x, y),
        ReviewOrder.Rating => (x, y) => table[y].Halves.CompareTo(table[x].Halves) is not 0 and var byRate ? byRate : Newest(table, x, y),
        ReviewOrder.Title => (x, y) => Title(table[x], table[y]),
        ReviewOrder.Year => (x, y) => table[y].Year.CompareTo(table[x].Year) is not 0 and var byYear ? byYear : Title(table[x], table[y]),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "This order is unknown."),
    };

    public static int Newest(ReviewTable table, int x, int y)
    {
        ref readonly var a = ref table[x];
        ref readonly var b = ref table[y];
        return b.PublishedTicks.CompareTo(a.PublishedTicks) is not 0 and var byInstant ? byInstant : b.Id.CompareTo(a.Id);
    }

    /// <summary>
    /// Compares by code points, as the database does with UTF-8: UTF-16 itself sorts what lies beyond U+FFFF before U+E000.
    /// </summary>
    public static int CodePoints(string x, string y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        if (same == x.Length || same == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        var (a, b) = (x[same], y[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) || a < 0xD800 || b < 0xD800 ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    private static int Title(in ReviewEntry a, in ReviewEntry b)
    {
        var byTitle = CodePoints(a.SortTitle, b.SortTitle);
        if (byTitle != 0)
        {
            return byTitle;
        }

        return a.Year.CompareTo(b.Year) is not 0 and var byYear ? byYear : a.Id.CompareTo(b.Id);
    }
}
