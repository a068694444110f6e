namespace FilmBlog.Benchmarks.Load;

/// <summary>What a load generator is asked to do.</summary>
/// <param name="Address">The server.</param>
/// <param name="Paths">What to ask for, in turns.</param>
/// <param name="Connections">How many requests wait for their answers at a time, each on a connection of its own.</param>
internal sealed record Order(Uri Address, IReadOnlyList<string> Paths, int Connections)
{
    /// <summary>Numbers of paths in the order in which they are asked for; null: one after the other.</summary>
    public IReadOnlyList<int>? Turns { get; init; }

    /// <summary>The group of each path, from 0, whose figures are told apart; null: all are one.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>The entity tag that is known of each path; null: none is.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>A cookie that goes with each request.</summary>
    public string? Cookie { get; init; }

    /// <summary>The status of answers that are right; 0: any that is no failure of the server.</summary>
    public int Status { get; init; } = 200;

    /// <summary>It ends after this time.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>It ends after so many requests, if that comes first.</summary>
    public int Requests { get; init; } = int.MaxValue;
}

/// <summary>What came of an order.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Groups">The figures of each group.</param>
/// <param name="All">The figures of all together.</param>
/// <param name="Problem">What was wrong first; null: nothing.</param>
internal sealed record Outcome(double Seconds, IReadOnlyList<Answers> Groups, Answers All, string? Problem);

/// <summary>Answers, added up.</summary>
/// <param name="Count">How many, those included that were wrong.</param>
/// <param name="Wrong">How many had another status, or did not come.</param>
/// <param name="Bytes">Bytes of all bodies as they were sent.</param>
/// <param name="Median">Half of the answers came within so many microseconds.</param>
/// <param name="P99">And 99 of a hundred within so many.</param>
/// <param name="Slowest">The last within so many.</param>
internal sealed record Answers(long Count, long Wrong, long Bytes, double Median, double P99, double Slowest);
