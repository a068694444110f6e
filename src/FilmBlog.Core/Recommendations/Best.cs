namespace FilmBlog.Core.Recommendations;

/// <summary>The best of what is offered: the highest score first, equal ones by slug.</summary>
/// <typeparam name="T">What identifies a review.</typeparam>
internal sealed class Best<T>(int most)
{
    private readonly List<(double Score, string Slug, T Review)> kept = new(most);

    public bool IsFull => kept.Count == most;

    /// <summary>The lowest score that is kept, once it is full.</summary>
    public double Least => kept[^1].Score;

    public IEnumerable<T> InOrder => kept.Select(k => k.Review);

    /// <summary>Whether something of this score would be kept for its score, or might be for its slug.</summary>
    public bool Admits(double score) => !IsFull || score >= Least;

    public void Offer(double score, string slug, T review)
    {
        var place = kept.Count;
        while (place > 0 && (kept[place - 1].Score < score
            || (kept[place - 1].Score == score && string.CompareOrdinal(kept[place - 1].Slug, slug) > 0)))
        {
            place--;
        }

        if (place == most)
        {
            return;
        }

        if (IsFull)
        {
            kept.RemoveAt(most - 1);
        }

        kept.Insert(place, (score, slug, review));
    }
}
