using FilmBlog.Core.Content;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

public sealed class ContentArchiveTests
{
    private const string Damaged = "The archive is damaged, or is not a zip archive as every program writes it. Make it anew.";
    private const string TooMuch = "The archive holds far more than its size lets expect: at most 500 MB, and a hundred times its own size, are taken.";

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "no archive", "---\ntitle: x\n---\n"u8.ToArray(), Damaged },
        { "nothing", [], Damaged },
        { "half an archive", Archives.Zip(("reviews/a.md", "x"))[..60], Damaged },
        { "a way out", Archives.Zip(("../../evil.md", "x")), "\"../../evil.md\" is no name that a file may have here." },
        { "a way out of Windows", Archives.Zip(("..\\evil.md", "x")), "\"..\\evil.md\" is no name that a file may have here." },
        { "an absolute path", Archives.Zip(("/etc/evil.md", "x")), "\"/etc/evil.md\" is no name that a file may have here." },
        { "a drive", Archives.Zip(("C:evil.md", "x")), "\"C:evil.md\" is no name that a file may have here." },
        { "a control character", Archives.Zip(("a\u0001.md", "x")), "\"a?.md\" is no name that a file may have here." },
        { "an empty folder name", Archives.Zip(("reviews//a.md", "x")), "\"reviews//a.md\" is no name that a file may have here." },
        { "a device", Archives.Zip(("reviews/nul.md", "x")), "\"reviews/nul.md\" is no name that a file may have here." },
        { "a long name", Archives.Zip((new string('a', 300) + ".md", "x")), $"\"{new string('a', 80)}…\" is no name that a file may have here." },
        { "a name that no disk takes", Archives.Zip(($"reviews/{new string('я', 130)}.md", "x")), $"\"reviews/{new string('я', 72)}…\" is no name that a file may have here." },
        { "the same twice", Archives.Zip(("a.md", "x"), ("A.md", "y")), "\"A.md\" is in the archive twice." },
        { "a file that is a folder", Archives.Zip(("a.md", "x"), ("a.md/b.md", "y")), "\"a.md\" is both a file and a folder." },
        { "a link", Archives.WithLink("reviews/a.md", "/etc/passwd"), "\"reviews/a.md\" is a link or no file at all; pack the file itself." },
        { "a password", Archives.Encrypted(Archives.Zip(("a.md", "x"))), "\"a.md\" is encrypted; pack it without a password." },
        { "a changed byte", Archives.Damaged("a.md", "Rain on a window."), "\"a.md\" is damaged: it is not what was packed. Make the archive anew." },
        { "too many", Archives.Zip(Enumerable.Range(0, 5001).Select(n => ($"{n}.md", ""))), "The archive has 5001 entries; at most 5000 are taken." },
        { "more than can be counted in memory", Archives.Announcing(1_500_000), "The archive has 1500000 entries; at most 5000 are taken." },
        { "more than it says", Archives.Hiding(6000), "The archive has more entries than it says, or too much is noted beside their names; at most 5000 are taken." },
        { "an end outside of the file", Archives.Outside(), Damaged },
        { "a large entry", Archives.Zip(("a.md", new string('x', (20 * 1024 * 1024) + 1))), TooMuch },
        { "a bomb", Archives.Zip(Enumerable.Range(0, 10).Select(n => ($"{n}.md", new string('x', 1_000_000)))), TooMuch },
        { "a bomb of overlapping entries", Archives.Overlapping(4000, new string('x', 100_000)), TooMuch },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_honest_archive_is_refused_with_a_sentence(string what, byte[] archive, string sentence)
    {
        Assert.NotEmpty(what);
        using var folder = new ContentFolder();
        var path = folder.At("archive.zip");
        await File.WriteAllBytesAsync(path, archive, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            ContentArchive.UnpackAsync(path, folder.At("out"), TestContext.Current.CancellationToken));

        Assert.Equal(sentence, refused.Message);
        // Nothing lies beside the folder.
        Assert.All(Directory.EnumerateFileSystemEntries(folder.Path), entry => Assert.True(Path.GetFileName(entry) is "archive.zip" or "out"));
    }

    [Fact]
    public async Task An_entry_that_says_it_is_smaller_than_it_is_is_refused()
    {
        using var folder = new ContentFolder();
        var path = folder.At("archive.zip");
        await File.WriteAllBytesAsync(path, Archives.Lying(Archives.Zip(("a.md", new string('x', 5000))), 10), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ArchiveRefusedException>(() => ContentArchive.UnpackAsync(path, folder.At("out"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Texts_and_pictures_are_unpacked_and_nothing_else_is()
    {
        using var folder = new ContentFolder();
        var path = folder.At("archive.zip");
        await File.WriteAllBytesAsync(path, Archives.Zip(
            ("reviews/", ""), ("reviews/Ähre.md", "x"), ("images/a.WEBP", "y"), ("inner.zip", "PK"), ("notes.docx", "z"), ("run.sh", "#!"), ("__MACOSX/._a.md", "m")), TestContext.Current.CancellationToken);

        await ContentArchive.UnpackAsync(path, folder.At("out"), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["__MACOSX/._a.md", "images/a.WEBP", "reviews/Ähre.md"],
            Directory.EnumerateFiles(folder.At("out"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Select(file => Path.GetRelativePath(folder.At("out"), file)).Order(StringComparer.Ordinal));
    }
}
