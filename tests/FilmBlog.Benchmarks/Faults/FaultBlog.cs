using System.Globalization;
using FilmBlog.Benchmarks.Load;
using FilmBlog.Core;
using FilmBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>A small blog with an author, in a data folder of its own, to which bad things happen. Deleted with the result.</summary>
internal sealed class FaultBlog : IAsyncDisposable
{
    private readonly TemporaryFolder root;
    private readonly ServiceProvider services;

    private FaultBlog(TemporaryFolder root, Publication program)
    {
        (this.root, Program) = (root, program);
        Data = new DataFolder(Path.Combine(root.Path, "data"));
        services = new ServiceCollection().AddLogging().AddFilmBlogCore(Data).BuildServiceProvider();
    }

    public Publication Program { get; }

    public DataFolder Data { get; }

    /// <summary>A folder for what has to lie somewhere.</summary>
    public string Folder => root.Path;

    /// <summary>The setting that names the data folder.</summary>
    public string Setting => $"--FilmBlog:DataPath={Data.Path}";

    public static async Task<FaultBlog> CreateAsync(Publication program, CancellationToken cancellationToken)
    {
        var blog = new FaultBlog(new TemporaryFolder(Directory.CreateTempSubdirectory("filmblog-faults-").FullName), program);
        await program.RunAsync(input: null, cancellationToken, [.. blog.WriteReviews("beginning", 5), blog.Setting]);
        await FaultDesk.AddAuthorAsync(blog, cancellationToken);
        return blog;
    }

    /// <summary>Starts the site, by another program that starts it where one is given; waits until it is ready unless told otherwise.</summary>
    public async Task<ServerProcess> ServeAsync(Uri address, CancellationToken cancellationToken, params string[] by)
    {
        string[] command = [.. by, Program.Executable, $"--urls={address.GetLeftPart(UriPartial.Authority)}", Setting, .. FaultDesk.Settings];
        var site = ServerProcess.Start("The site", address, core: null, command[0], command[1..]);
        try
        {
            await site.UntilAnswersAsync("/readyz", cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes reviews as files; the verb that imports them.</summary>
    public string[] WriteReviews(string name, int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root.Path, name)).FullName;
        for (var number = 0; number < count; number++)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}-{number}.md"), string.Create(CultureInfo.InvariantCulture, $"""
                ---
                film:
                  title: {name} {number}
                  year: {1900 + (number % 120)}
                  directors: [Director {number % 7}, Director of {name} {number}]
                themes: [theme {number % 5}, theme of {name} {number}]
                published: 2026-01-01T00:00:00Z
                ---
                {FaultDesk.TextOf(name, number)}
                """));
        }

        return ["import", folder];
    }

    /// <summary>The essays that are stored, by review.</summary>
    public async Task<IReadOnlyDictionary<int, string>> EssaysAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.ReviewBodies.ToDictionaryAsync(b => b.ReviewId, b => b.Markdown.Trim(), cancellationToken));

    /// <summary>The pictures that are stored, by name.</summary>
    public async Task<IReadOnlyList<string>> PicturesAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.Images.Select(i => i.Name).ToListAsync(cancellationToken));

    /// <summary>What is damaged or half made, in sentences; empty: nothing.</summary>
    public Task<List<string>> DamagesAsync(CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var damages = await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check WHERE integrity_check <> 'ok'").ToListAsync(cancellationToken);
        if (await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM pragma_foreign_key_check").SingleAsync(cancellationToken) is > 0 and var dangling)
        {
            damages.Add($"{dangling} rows refer to none");
        }

        await foreach (var review in db.Reviews.AsNoTracking().Include(r => r.Body).Include(r => r.Film).ThenInclude(f => f.Directors).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (review.Film.Directors.Count == 0 || !review.Body.Html.StartsWith("<p>", StringComparison.Ordinal) || !FaultDesk.IsWhole(review.Body.Markdown.Trim()))
            {
                damages.Add($"review {review.Id} is half made");
            }
        }

        var numbered = await db.ReviewChanges.Select(c => c.ReviewId).ToListAsync(cancellationToken);
        damages.AddRange((await db.Reviews.Where(r => !numbered.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken)).Select(id => $"review {id} has no number"));
        damages.AddRange((await db.Images.Select(i => i.Hash).ToListAsync(cancellationToken)).Where(hash => !File.Exists(Data.ImagePath(hash))).Select(hash => $"the file of picture {hash} is missing"));
        return damages;
    });

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        root.Dispose();
    }

    private async Task<T> ReadAsync<T>(Func<FilmBlogContext, Task<T>> read)
    {
        // The file may have been exchanged, or its log cut off, since it was open last.
        SqliteConnection.ClearAllPools();
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<FilmBlogContext>());
    }
}
