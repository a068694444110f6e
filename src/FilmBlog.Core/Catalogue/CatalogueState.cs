using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Catalogue;

/// <summary>
/// The catalogue at one moment: what is known of every review, and what is visible in every order. Knows neither locks nor the database.
/// </summary>
internal sealed class CatalogueState
{
    private readonly SortedSet<(long Ticks, int Slot)> scheduled = [];
    private readonly SortedSlots[] orders;

    // What a change has begun and Settle ends.
    private readonly List<int> leaving = [];
    private readonly List<int> entering = [];
    private readonly HashSet<int> touchedFilms = [];
    private readonly HashSet<BlogPart> changedParts = [];

    public CatalogueState()
    {
        orders = [.. Enum.GetValues<ReviewOrder>().Select(order => new SortedSlots(SlotOrders.Of(Reviews, order)))];
        Answers = new CatalogueAnswers(this);
    }

    public ReviewTable Reviews { get; } = new();

    public HubTable Directors { get; } = new();

    public HubTable Themes { get; } = new();

    /// <summary>Counts of what is visible.</summary>
    public YearTable Years { get; } = new();

    public CatalogueAnswers Answers { get; private set; }

    /// <summary>When, in UTC ticks, the next scheduled review becomes visible; <see cref="ReviewRow.Never"/> when none will.</summary>
    public long NextTicks => scheduled.Count == 0 ? ReviewRow.Never : scheduled.Min.Ticks;

    /// <summary>What readers see otherwise since the last change but for that one; nothing where it was to drafts alone.</summary>
    public IReadOnlySet<BlogPart> ChangedParts => changedParts;

    /// <summary>How many reviews are visible.</summary>
    public int Visible => orders[0].Count;

    public SortedSlots In(ReviewOrder order) => orders[(int)order];

    public HubTable Hubs(HubKind kind) => kind == HubKind.Director ? Directors : Themes;

    /// <summary>Makes room before the first load.</summary>
    public void EnsureCapacity(int reviews) => Reviews.EnsureCapacity(reviews);

    /// <summary>Takes in a review of the first load. Directors and themes are known; <see cref="Settle"/> ends the load.</summary>
    public void Load(ReviewRow row, long nowTicks)
    {
        var slot = Reviews.Take(row.Id);
        Enter(new Change(slot, row, Retag: true, WasVisible: false, Replace: true), nowTicks);
    }

    /// <summary>
    /// Takes over what changed in the database. What no longer holds goes first, by the keys under which it stands; what stays the same is
    /// not touched, since most changes are to words.
    /// </summary>
    public void Apply(CatalogueChanges changed, long nowTicks)
    {
        changedParts.Clear();
        var menu = Menu;
        foreach (var director in changed.Directors)
        {
            Directors.Know(director);
        }

        foreach (var theme in changed.Themes)
        {
            Themes.Know(theme);
        }

        var changes = new List<Change>();
        foreach (var row in changed.Rows)
        {
            if (!Reviews.TryFind(row.Id, out var slot))
            {
                changes.Add(new Change(Reviews.Take(row.Id), row, Retag: true, WasVisible: false, Replace: true));
            }
            else
            {
                // Words alone may be others: of them the catalogue knows nothing.
                NoteChange(slot);
                if (Differs(slot, row) is { } change)
                {
                    changes.Add(change);
                    Withdraw(change, row.PublishedTicks <= nowTicks);
                }
            }
        }

        var freed = new List<int>();
        foreach (var id in changed.Deleted)
        {
            if (id == ReviewChange.OfTheSite)
            {
                changedParts.Add(BlogPart.Site);
            }
            else if (Reviews.TryFind(id, out var slot))
            {
                NoteChange(slot);
                Withdraw(new Change(slot, null, Retag: true, Reviews[slot].IsVisible, Replace: true), staysVisible: false);
                freed.Add(slot);
            }
        }

        foreach (var order in orders)
        {
            order.Remove(leaving);
        }

        leaving.Clear();
        freed.ForEach(Reviews.Free);
        foreach (var change in changes)
        {
            Enter(change, nowTicks);
            NoteChange(change.Slot);
        }

        Settle();
        NoteMenu(menu);
    }

    /// <summary>Lets readers see what was scheduled until now.</summary>
    public void Admit(long nowTicks)
    {
        changedParts.Clear();
        var menu = Menu;
        while (NextTicks <= nowTicks)
        {
            var slot = scheduled.Min.Slot;
            scheduled.Remove(scheduled.Min);
            touchedFilms.Add(Reviews[slot].FilmId);
            Reveal(slot, post: true, place: true);
            NoteChange(slot);
        }

        Settle();
        NoteMenu(menu);
    }

    /// <summary>Ends a change: the orders, the reviews that stand for their films, and no answer remembered from before.</summary>
    public void Settle()
    {
        foreach (var order in orders)
        {
            order.Add(entering);
        }

        foreach (var film in touchedFilms)
        {
            Reviews.ChooseStanding(film);
        }

        entering.Clear();
        entering.TrimExcess();
        touchedFilms.Clear();
        touchedFilms.TrimExcess();
        Answers = new CatalogueAnswers(this);
    }

    // What the navigation offers: it stands on every page.
    private (bool HasReviews, bool HasThemes) Menu => (Visible > 0, Themes.HasReviews);

    private void NoteMenu((bool HasReviews, bool HasThemes) before)
    {
        if (before != Menu)
        {
            changedParts.Add(BlogPart.Site);
        }
    }

    // As long as readers see it: before it goes, and after it came.
    private void NoteChange(int slot)
    {
        if (!Reviews[slot].IsVisible)
        {
            return;
        }

        changedParts.Add(BlogPart.Review(Reviews[slot].Id));
        foreach (var director in Reviews.DirectorsOf(slot))
        {
            changedParts.Add(BlogPart.Hub(HubKind.Director, Directors.IdOf(director)));
        }

        foreach (var theme in Reviews.ThemesOf(slot))
        {
            changedParts.Add(BlogPart.Hub(HubKind.Theme, Themes.IdOf(theme)));
        }
    }

    private Change? Differs(int slot, ReviewRow row)
    {
        var retag = !Same(Reviews.DirectorsOf(slot), row.Directors, Directors) || !Same(Reviews.ThemesOf(slot), row.Themes, Themes);
        return retag || !Reviews.Says(slot, row)
            ? new Change(slot, row, retag, Reviews[slot].IsVisible, Replace: !Reviews.HasKeysOf(slot, row))
            : null;
    }

    private static bool Same(ReadOnlySpan<int> numbers, IReadOnlyList<int> ids, HubTable hubs)
    {
        if (numbers.Length != ids.Count)
        {
            return false;
        }

        for (var place = 0; place < numbers.Length; place++)
        {
            if (hubs.IdOf(numbers[place]) != ids[place])
            {
                return false;
            }
        }

        return true;
    }

    private void Withdraw(Change change, bool staysVisible)
    {
        var slot = change.Slot;
        scheduled.Remove((Reviews[slot].PublishedTicks, slot));
        touchedFilms.Add(Reviews[slot].FilmId);
        if (change.WasVisible && (change.Retag || !staysVisible))
        {
            Directors.Remove(slot, Reviews.DirectorsOf(slot));
            Themes.Remove(slot, Reviews.ThemesOf(slot));
        }

        if (change.WasVisible && (change.Replace || !staysVisible))
        {
            leaving.Add(slot);
            Years.Add(Reviews[slot].Year, Reviews[slot].Halves, -1);
        }

        Reviews.Unlink(slot);
    }

    private void Enter(Change change, long nowTicks)
    {
        var (slot, row) = (change.Slot, change.Row!);
        Reviews.Write(slot, row);
        touchedFilms.Add(row.FilmId);
        if (change.Retag)
        {
            Reviews.Tag(slot, Directors.NumbersOf(row.Directors), Themes.NumbersOf(row.Themes));
        }

        if (row.PublishedTicks <= nowTicks)
        {
            Reveal(slot, post: change.Retag || !change.WasVisible, place: change.Replace || !change.WasVisible);
            return;
        }

        Reviews.Show(slot, false);
        if (row.PublishedTicks != ReviewRow.Never)
        {
            scheduled.Add((row.PublishedTicks, slot));
        }
    }

    private void Reveal(int slot, bool post, bool place)
    {
        Reviews.Show(slot, true);
        if (post)
        {
            Directors.Add(slot, Reviews.DirectorsOf(slot));
            Themes.Add(slot, Reviews.ThemesOf(slot));
        }

        if (place)
        {
            entering.Add(slot);
            Years.Add(Reviews[slot].Year, Reviews[slot].Halves, 1);
        }
    }

    /// <param name="Slot">The review's slot.</param>
    /// <param name="Row">What it says now; null when it is deleted.</param>
    /// <param name="Retag">Whether directors or themes change.</param>
    /// <param name="WasVisible">Whether readers saw it before.</param>
    /// <param name="Replace">Whether its place in some order changes.</param>
    private readonly record struct Change(int Slot, ReviewRow? Row, bool Retag, bool WasVisible, bool Replace);
}
