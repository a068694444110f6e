namespace FilmBlog.Core.Catalogue;

/// <summary>Keeps the most frequent of what is offered: the highest count first, then the lowest id.</summary>
internal sealed class MostFrequent(int top)
{
    private readonly List<HubCount> kept = new(top + 1);

    public void Offer(int id, int count)
    {
        if (count == 0 || (kept.Count == top && (top == 0 || count < kept[^1].Count || (count == kept[^1].Count && id > kept[^1].Id))))
        {
            return;
        }

        var place = kept.Count;
        while (place > 0 && (kept[place - 1].Count < count || (kept[place - 1].Count == count && kept[place - 1].Id > id)))
        {
            place--;
        }

        kept.Insert(place, new HubCount(id, count));
        if (kept.Count > top)
        {
            kept.RemoveAt(top);
        }
    }

    public HubCount[] InOrder() => [.. kept];
}
