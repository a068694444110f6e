namespace FilmBlog.Core.Tests.Support;

/// <summary>Keeps what is told of how far something has come.</summary>
internal sealed class NotedProgress : IProgress<(int Done, int Total)>
{
    public List<(int Done, int Total)> Told { get; } = [];

    public void Report((int Done, int Total) value) => Told.Add(value);
}
