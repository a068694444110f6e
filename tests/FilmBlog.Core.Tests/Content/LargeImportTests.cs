using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

/// <summary>Tests that measure the process run when no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LargeImportTests
{
    private const int Files = 5000;
    private const int BodyKilobytes = 10;

    [Fact]
    public async Task Five_thousand_reviews_do_not_stay_in_memory()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var folder = new ContentFolder();
        var paragraph = new StringBuilder().Insert(0, "The camera waits until the wind comes back. ", 23).Append("\n\n").ToString();
        var body = new StringBuilder().Insert(0, paragraph, BodyKilobytes * 1024 / paragraph.Length).ToString();
        for (var number = 0; number < Files; number++)
        {
            folder.Write($"reviews/{number:0000}.md", Reading.Review($"film.title: Film {number}", $"film.directors: [Director {number % 700}]", $"themes: [theme {number % 90}, theme {number % 31}]") + body);
        }

        // What lives after a full collection, at each batch: all that an import holds and nothing that is only waiting to be freed.
        var live = new List<long>();
        var progress = new Measured(() => live.Add(GC.GetTotalMemory(forceFullCollection: live.Count % 10 == 0)));
        var report = await blog.Get<ContentImporter>().ImportAsync(new ImportRequest(folder.Path, TimeZoneInfo.Utc), progress, TestContext.Current.CancellationToken);

        Assert.Equal($"new {Files}, changed 0, same 0, failed 0", report.ToString());
        Assert.Equal(Files / 100, live.Count);
        // Between the two bodies, HTML and plain text (two bytes a character) come to more than 200 MB; some 300 files are at work at once.
        var growth = (live[40] - live[0]) / 1024 / 1024;
        Assert.True(growth < 60, $"{growth} MB more are held at file 4,100 than at file 100.");
    }

    private sealed class Measured(Action measure) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => measure();
    }
}
