using System.Globalization;
using System.IO.Compression;
using FilmBlog.Benchmarks.Load;
using FilmBlog.Core;
using FilmBlog.Core.Checking;
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

    /// <summary>Another one that begins as this one is, which nobody must have open.</summary>
    public FaultBlog Copy()
    {
        var copy = new FaultBlog(new TemporaryFolder(Directory.CreateTempSubdirectory("filmblog-faults-").FullName), Program);
        copy.Data.Create();
        foreach (var file in Directory.EnumerateFiles(Data.Path, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(copy.Data.Path, Path.GetRelativePath(Data.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }

        return copy;
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
            File.WriteAllText(Path.Combine(folder, $"{name}-{number}.md"), FileOf(name, number));
        }

        return ["import", folder];
    }

    /// <summary>The same reviews in an archive, as one is uploaded.</summary>
    public static byte[] PackReviews(string name, int count)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var number = 0; number < count; number++)
            {
                using var file = new StreamWriter(zip.CreateEntry($"reviews/{name}-{number}.md", CompressionLevel.Fastest).Open());
                file.Write(FileOf(name, number));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>How many reviews are stored.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => ReadAsync(db => db.Reviews.CountAsync(cancellationToken));

    /// <summary>The essays that are stored, by review.</summary>
    public async Task<IReadOnlyDictionary<int, string>> EssaysAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.ReviewBodies.ToDictionaryAsync(b => b.ReviewId, b => b.Markdown.Trim(), cancellationToken));

    /// <summary>The pictures that are stored, by name.</summary>
    public async Task<IReadOnlyDictionary<string, (int Id, string Hash)>> PicturesAsync(CancellationToken cancellationToken) =>
        await ReadAsync(async db => (await db.Images.Select(i => new { i.Name, i.Id, i.Hash }).ToListAsync(cancellationToken)).ToDictionary(i => i.Name, i => (i.Id, i.Hash)));

    /// <summary>What is damaged or half made, in sentences; empty: nothing.</summary>
    public Task<List<string>> DamagesAsync(CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        // Pages and references of the database, texts and pictures by their digests, which pictures pages show, the search by its texts.
        var damages = (await services.GetRequiredService<DataCheck>().RunAsync(repair: false, cancellationToken)).Findings.Select(finding => finding.ToString()).ToList();
        await foreach (var review in db.Reviews.AsNoTracking().Include(r => r.Body).Include(r => r.Film).ThenInclude(f => f.Directors).Include(r => r.Themes).AsSplitQuery().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (review.Film.Directors.Count == 0 || review.Themes.Count != review.Film.Directors.Count || !review.Body.Html.StartsWith("<p>", StringComparison.Ordinal) || !FaultDesk.IsWhole(review.Body.Markdown.Trim()))
            {
                damages.Add($"review {review.Id} is half made");
            }
        }

        var numbered = await db.ReviewChanges.Select(c => c.ReviewId).ToListAsync(cancellationToken);
        damages.AddRange((await db.Reviews.Where(r => !numbered.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken)).Select(id => $"review {id} has no number"));
        if (await db.Films.CountAsync(f => !f.Reviews.Any(), cancellationToken) is > 0 and var alone)
        {
            damages.Add($"{alone} films have no review");
        }

        return damages;
    });

    /// <summary>Files that nobody needs and a process that refused or was refused something left; in sentences.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(CancellationToken cancellationToken)
    {
        var hashes = (await PicturesAsync(cancellationToken)).Values.Select(picture => picture.Hash).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(Data.Path, "*", SearchOption.AllDirectories)
                .Where(file => file.EndsWith(DurableFile.DraftExtension, StringComparison.Ordinal) || file.EndsWith(".probe", StringComparison.Ordinal)
                    || file.StartsWith(Data.Outgoing, StringComparison.Ordinal) || file.StartsWith(Data.Incoming, StringComparison.Ordinal)
                    || (file.StartsWith(Data.Images, StringComparison.Ordinal) && !hashes.Any(hash => Path.GetFileName(file).StartsWith(hash, StringComparison.Ordinal))))
                .Select(file => $"{Path.GetRelativePath(Data.Path, file)} is left"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        root.Dispose();
    }

    private static string FileOf(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        film:
          title: {name} {number}
          year: {1900 + (number % 120)}
          directors: [Director {number % 7}, Director of {name} {number}]
        themes: [theme {number % 5}, theme of {name} {number}]
        published: 2026-01-01T00:00:00Z
        ---
        {FaultDesk.TextOf(name, number)}
        """);

    private async Task<T> ReadAsync<T>(Func<FilmBlogContext, Task<T>> read)
    {
        // The file may have been exchanged, or its log cut off, since it was open last.
        SqliteConnection.ClearAllPools();
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<FilmBlogContext>());
    }
}
