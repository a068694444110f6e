namespace FilmBlog.Core.Recommendations;

/// <summary>The five rows of a table: pins first, then the best, at most two by one director while others remain.</summary>
/// <typeparam name="T">What identifies a review.</typeparam>
internal sealed class Seats<T>
{
    /// <summary>The rows of a full table.</summary>
    public const int Rows = 5;

    private const int Cap = 2;

    private readonly List<T> taken = new(Rows);
    private readonly List<T> passedOver = [];
    private readonly List<int> directorsSeated = [];

    public IReadOnlyList<T> Taken => taken;

    public bool AreFull => taken.Count == Rows;

    /// <summary>How many rows are pins.</summary>
    public int Pins { get; private set; }

    /// <summary>Seats what the author chose, whoever directed it.</summary>
    public void Pin(T review, ReadOnlySpan<int> directors)
    {
        Sit(review, directors);
        Pins++;
    }

    /// <summary>Seats the next best, unless one of its directors has two films here already.</summary>
    public void Offer(T review, ReadOnlySpan<int> directors)
    {
        foreach (var director in directors)
        {
            if (directorsSeated.Count(seated => seated == director) >= Cap)
            {
                passedOver.Add(review);
                return;
            }
        }

        Sit(review, directors);
    }

    /// <summary>Seats those who were passed over, where the table would stay short without them.</summary>
    public void SeatPassedOver() => taken.AddRange(passedOver.Take(Rows - taken.Count));

    /// <summary>Seats a film that shares nothing.</summary>
    public void Fill(T review) => taken.Add(review);

    private void Sit(T review, ReadOnlySpan<int> directors)
    {
        taken.Add(review);
        directorsSeated.AddRange(directors);
    }
}
