using System.Diagnostics;
using System.Globalization;
using FilmBlog.Core;
using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Web.Tests.Commands;

/// <summary>The executable itself, killed in the middle of an import as by a power cut or an impatient operator.</summary>
public sealed class KilledImportTests : IDisposable
{
    private const int Files = 1000;
    private const int Kills = 3;

    private readonly string root = Path.Combine(Path.GetTempPath(), "filmblog-tests", Guid.NewGuid().ToString("N"));

    private string Content => Path.Combine(root, "content");

    private DataFolder Data => new(Path.Combine(root, "data"));

    [Fact]
    public async Task A_killed_import_leaves_whole_reviews_and_ends_when_it_is_run_again()
    {
        WriteContent();
        var random = new Random(71);
        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var import = Start("import", Content);
            // Not before it has said how far it is, lest only the start be killed.
            var saved = await ReadUntilAsync(import.StandardError, "imported", TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(1500), TestContext.Current.CancellationToken);
            interrupted += saved && !import.HasExited ? 1 : 0;
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
            await AssertWholeAsync(all: false);
        }

        Assert.True(interrupted > 0, "Every import had ended before it was killed: give it more to do.");
        Assert.EndsWith(", failed 0", await RunAsync("import", Content), StringComparison.Ordinal);
        await AssertWholeAsync(all: true);
        Assert.Equal($"new 0, changed 0, same {Files}, failed 0", await RunAsync("import", Content));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void WriteContent()
    {
        Directory.CreateDirectory(Path.Combine(Content, "reviews"));
        for (var number = 0; number < Files; number++)
        {
            File.WriteAllText(Path.Combine(Content, "reviews", Name(number) + ".md"), string.Create(CultureInfo.InvariantCulture, $"""
                ---
                film:
                  title: Film {Name(number)}
                  year: {1900 + (number % 120)}
                  directors: [Director {number % 90}, Director of {Name(number)}]
                themes: [theme {number % 20}, theme of {Name(number)}]
                aliases: [/old/{Name(number)}]
                ---
                {Body(number)}
                """));
        }
    }

    // Whatever is stored is all there: film, directors, themes, alias, body and what was rendered from it.
    private async Task AssertWholeAsync(bool all)
    {
        await using var services = new ServiceCollection().AddLogging().AddFilmBlogCore(Data).BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            Assert.Equal(["ok"], await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal(0, await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM pragma_foreign_key_check").SingleAsync(TestContext.Current.CancellationToken));

            var reviews = await db.Reviews.AsNoTracking().Include(r => r.Body).Include(r => r.Film).ThenInclude(f => f.Directors).ThenInclude(d => d.Director)
                .Include(r => r.Themes).ThenInclude(t => t.Theme).Include(r => r.Redirects).AsSplitQuery().ToListAsync(TestContext.Current.CancellationToken);
            foreach (var review in reviews)
            {
                var number = int.Parse(review.Slug.Value["film-".Length..], CultureInfo.InvariantCulture);
                var name = Name(number);
                Assert.Equal($"Film {name}", review.Film.Title);
                Assert.Equal([$"Director {number % 90}", $"Director of {name}"], review.Film.Directors.OrderBy(d => d.Position).Select(d => d.Director.Name));
                Assert.Equal([$"theme {number % 20}", $"theme of {name}"], review.Themes.OrderBy(t => t.Position).Select(t => t.Theme.Name));
                Assert.Equal($"/old/{name}", Assert.Single(review.Redirects).Path);
                Assert.Equal(Body(number), review.Body.Markdown);
                Assert.StartsWith("<p>", review.Body.Html, StringComparison.Ordinal);
            }

            Assert.Equal(reviews.Count, await db.ReviewChanges.CountAsync(TestContext.Current.CancellationToken));
            Assert.Equal(reviews.Count, await db.Films.CountAsync(TestContext.Current.CancellationToken));
            if (all)
            {
                Assert.Equal(Files, reviews.Count);
            }
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Data.Database, DefaultTimeout = 5 }.ToString());
        SqliteConnection.ClearPool(connection);
    }

    private static string Name(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    private static string Body(int number) => string.Concat(Enumerable.Repeat($"Words about film {Name(number)} that fill a body.\n\n", 40));

    private async Task<string> RunAsync(params string[] words)
    {
        using var process = Start(words);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{string.Join('\n', lines)}\n{await errors}");
        return lines[^1];
    }

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "filmblog.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        start.ArgumentList.Add($"--FilmBlog:DataPath={Data.Path}");
        return Process.Start(start)!;
    }

    // Progress may be written over itself, without line ends.
    private static async Task<bool> ReadUntilAsync(StreamReader reader, string word, CancellationToken cancellationToken)
    {
        var text = "";
        var buffer = new char[256];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            text += new string(buffer, 0, count);
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
