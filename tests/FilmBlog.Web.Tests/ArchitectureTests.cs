using FilmBlog.Core.Data;
using FilmBlog.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Tests;

/// <summary>Who may know whom. Core and Web are kept apart by the compiler, their folders here.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> KnownInCore = new()
    {
        ["Domain"] = [],
        ["Markup"] = [],
        ["Data"] = ["Domain"],
        ["Catalogue"] = ["Domain", "Data"],
        ["Recommendations"] = ["Domain", "Data", "Catalogue"],
        ["Searching"] = ["Domain", "Data", "Catalogue"],
        ["Imaging"] = ["Domain", "Data"],
        ["Content"] = ["Domain", "Data", "Markup", "Imaging"],
        ["Backups"] = ["Domain", "Data", "Imaging", "Content"],
        ["Checking"] = ["Domain", "Data", "Imaging", "Content"],
        ["Writing"] = ["Domain", "Data", "Markup", "Imaging", "Content"],
    };

    // What puts the site together.
    private static readonly string[] Roots = ["FilmBlogSite.cs", "Program.cs"];

    [Fact]
    public void Folders_of_Core_know_only_what_is_below_them()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "FilmBlog.Core")).Select(f => Path.GetFileName(f)).Except(["bin", "obj"]);
        Assert.Equal(KnownInCore.Keys.Order(), folders.Order());

        var wrong = from use in Uses("FilmBlog.Core")
                    let folder = use.File.Split('/')[0]
                    where folder.EndsWith(".cs", StringComparison.Ordinal) is false
                    let known = use.Namespace.StartsWith("FilmBlog.Core.", StringComparison.Ordinal) ? use.Namespace.Split('.')[2] : use.Namespace
                    where known != folder && !KnownInCore[folder].Contains(known)
                    select $"{use.File} knows {use.Namespace}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_knows_Pages()
    {
        var wrong = from use in Uses("FilmBlog.Web")
                    where !use.File.StartsWith("Pages/", StringComparison.Ordinal) && !Roots.Contains(use.File)
                    where use.Namespace.StartsWith("FilmBlog.Web.Pages", StringComparison.Ordinal)
                    select $"{use.File} knows {use.Namespace}";
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_migrations_say_what_the_model_says()
    {
        await using var site = await TestSite.StartAsync();

        await site.ChangeAsync(db =>
        {
            Assert.IsType<SqliteFilmBlogContext>(db);
            Assert.False(db.Database.HasPendingModelChanges());
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<(string File, string Namespace)> Uses(string project)
    {
        var root = Path.Combine(Repository.Root, "src", project);
        return from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let file = Path.GetRelativePath(root, path).Replace('\\', '/')
               where !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal)
               from line in File.ReadLines(path)
               where line.StartsWith("using ", StringComparison.Ordinal) && line.Contains("FilmBlog.", StringComparison.Ordinal)
               select (file, line.Split(' ', '=')[^1].TrimEnd(';'));
    }
}
