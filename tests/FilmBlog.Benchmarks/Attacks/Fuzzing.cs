using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using FilmBlog.Core.Content;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Markup;
using FilmBlog.Core.Searching;
using SkiaSharp;

namespace FilmBlog.Benchmarks.Attacks;

/// <summary>
/// Inputs by chance, the same for the same seed, for each of the program's own parsers: texts out of all that means something to it, and files
/// with bytes changed, cut and repeated. A failure is an exception that the parser does not promise, more than a second of the processor, or
/// output that a browser would act on.
/// </summary>
internal static class Fuzzing
{
    private const int MostTokens = 60;
    private const double MostMicroseconds = 1e6;
    private static readonly string[] Everything =
    [
        "a", "rain", " ", "  ", "\n", "\r\n", "\t", "-", "--", "---", "\n---\n", ":", ": ", "#", "\"", "'", "\\", "/", "//", "..", "[", "]", "{", "}", "(", ")", "](", "![", ",", "&", "*", "**", "_", "!", "|", "||", ">", "<", "<b>", "<!--", "]]>",
        "%", "@", "`", "```\n", "~~~\n", "?", "=", "null", "~", "true", "No", "12:08", "0x1F", "1e3", "+1", "2026-01-01", "2026-13-45", "é", "e\u0301", "İ", "ß", "ﬁ", "鏡", "Зеркало", "🎬", "\uD800", "\uDC00", "\uFFFE", "\0", "\u0001", "\u0085", "\u2028", "\uFEFF",
        "\u202E", "\n  ", "\n    ", "\n- ", "\n1. ", "\n> ", "\n# ", "\n::: spoiler x\n", "\n:::\n", "\n^^^ c\n", "[^1]", "\n[^1]: ", "\n[a]: /u\n", "javascript:alert(1)", "data:text/html,x", "&#106;", "&Tab;", "title: ", "film:\n  title: ", "year: 1970\n", "directors: [", "themes: ",
        "director:", "theme:\"", "year:", "1970..1979", "rating:>=", "\n|---|\n", "<https://a.b>", "http://a.b",
    ];

    // One of each kind that is taken and that can be made here.
    private static readonly Lazy<IReadOnlyList<byte[]>> Pictures = new(() =>
    {
        using var picture = new SKBitmap(24, 16);
        using var canvas = new SKCanvas(picture);
        canvas.Clear(SKColors.SteelBlue);
        return [.. new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp }.Select(format => picture.Encode(format, 80).ToArray())];
    });

    private static readonly Dictionary<string, Func<Random, Input>> Targets = new()
    {
        ["front-matter"] = random =>
        {
            var text = random.Next(4) == 0 ? Soup(random) : $"---\nfilm:\n  title: {Soup(random)}\n  year: 1970\n  directors: [Ada]\n{Soup(random)}\n---\n{Soup(random)}";
            // A file is UTF-8: it carries no halves of characters.
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            return new Input(text, () =>
            {
                if (ReviewReader.Read("x.md", text, TimeZoneInfo.Utc, new List<ContentProblem>()) is { } read)
                {
                    // What is taken is written so that it is read back.
                    var problems = new List<ContentProblem>();
                    var again = ReviewReader.Read("x.md", ReviewWriter.Write(read), TimeZoneInfo.Utc, problems);
                    return again is null || ReviewWriter.Write(again) != ReviewWriter.Write(read) ? "it is not read back as it was written" : null;
                }

                return null;
            });
        },
        ["search"] = random => Of(Soup(random), text => SearchQuery.Read(text).Text.Length > SearchQuery.MostCharacters ? "longer than is allowed" : null),
        ["slug"] = random => Of(Soup(random), text => Slug.From(text) is { } slug && (!Slug.TryParse(slug.Value, out var same) || same != slug) ? $"{slug} is no slug" : null),
        ["markup"] = random =>
        {
            var text = random.Next(8) == 0 ? string.Concat(Enumerable.Repeat(Soup(random, 4), random.Next(1, 2000))) : Soup(random);
            return Of(text.Length > ReviewReader.MaxBodyBytes / 4 ? text[..(ReviewReader.MaxBodyBytes / 4)] : text, Markup);
        },
        ["date"] = random => Of(Soup(random, 6), text => PartialDate.TryParse(text, out var date) && !PartialDate.TryParse(date.ToString(), out _) ? $"{date} is no date" : null),
        ["image"] = random => Of(Changed(random, Pictures.Value[random.Next(Pictures.Value.Count)]), bytes =>
        {
            try
            {
                return ImageMaster.From(bytes).Bytes.Length == 0 ? "nothing came of it" : null;
            }
            catch (ImageRefusedException)
            {
                return null;
            }
        }),
        ["archive"] = random => Of(Changed(random, Archive(random)), Unpack),
    };

    public static int Run(string[] arguments)
    {
        var options = new Options(arguments);
        var (seconds, seed) = (options.Number("--seconds", 10), options.Number("--seed", 1));
        var names = options.List("--target") ?? [.. Targets.Keys];
        if (names.FirstOrDefault(name => !Targets.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no target {unknown}: {string.Join(", ", Targets.Keys)}.");
            return 2;
        }

        var failures = 0;
        foreach (var name in names)
        {
            failures += Try(name, Targets[name], seed, TimeSpan.FromSeconds(seconds));
        }

        return failures == 0 ? 0 : 1;
    }

    private static int Try(string name, Func<Random, Input> target, int seed, TimeSpan time)
    {
        var (tried, failures, most, started) = (0, 0, 0.0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            // Each by itself, so that it can be had again.
            var input = target(new Random(unchecked((seed * 1_000_003) + tried++)));
            var began = ThreadTime.Microseconds();
            var wrong = Wrong(input);
            var took = ThreadTime.Microseconds() - began;
            most = Math.Max(most, took);
            wrong ??= took > MostMicroseconds ? string.Create(CultureInfo.InvariantCulture, $"it took {took / 1e6:0.0} s") : null;
            if (wrong is not null && ++failures <= 10)
            {
                Console.WriteLine($"{name}, seed {seed}, input {tried - 1}: {wrong}\n  {System.Text.Json.JsonSerializer.Serialize(input.Shown.Length > 400 ? input.Shown[..400] : input.Shown)}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} {tried,9} inputs, {failures} failures, slowest {most / 1e3:0.0} ms"));
        return failures;
    }

    private static string? Wrong(Input input)
    {
        try
        {
            return input.Try();
        }
        catch (Exception unforeseen)
        {
            return unforeseen.ToString();
        }
    }

    private static string? Markup(string text)
    {
        try
        {
            return LiveMarkup.InPiece(MarkdownBody.Parse(text).Render(_ => null).Html);
        }
        catch (MarkupRejectedException)
        {
            return null;
        }
    }

    private static byte[] Archive(Random random)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                using var entry = zip.CreateEntry(random.Next(3) == 0 ? Soup(random, 5) + ".md" : $"reviews/{count}.md").Open();
                entry.Write(Encoding.UTF8.GetBytes(Soup(random)));
            }
        }

        return stream.ToArray();
    }

    private static string? Unpack(byte[] bytes)
    {
        var folder = Directory.CreateTempSubdirectory("filmblog-fuzz-").FullName;
        try
        {
            var (archive, inside) = (Path.Combine(folder, "a.zip"), Path.Combine(folder, "in", "side"));
            File.WriteAllBytes(archive, bytes);
            ContentArchive.UnpackAsync(archive, inside, CancellationToken.None).GetAwaiter().GetResult();
            return Outside(folder, inside);
        }
        catch (ArchiveRefusedException)
        {
            return Outside(folder, Path.Combine(folder, "in", "side"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Outside(string folder, string inside) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .FirstOrDefault(file => Path.GetFileName(file) != "a.zip" && !file.StartsWith(inside + Path.DirectorySeparatorChar, StringComparison.Ordinal)) is { } file ? $"{file} lies outside" : null;

    private static string Soup(Random random, int most = MostTokens)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, most); count > 0; count--)
        {
            text.Append(Everything[random.Next(Everything.Length)]);
        }

        return text.ToString();
    }

    // Bytes changed, a piece cut out, a piece twice, the end cut off; or as it was.
    private static byte[] Changed(Random random, byte[] bytes)
    {
        var changed = bytes.ToList();
        for (var count = random.Next(6); count > 0 && changed.Count > 2; count--)
        {
            var at = random.Next(changed.Count);
            var length = Math.Min(random.Next(1, 32), changed.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, length);
                    break;
                case 2:
                    changed.InsertRange(at, changed.GetRange(at, length));
                    break;
                default:
                    changed.RemoveRange(at, random.Next(4) == 0 ? changed.Count - at : length);
                    break;
            }
        }

        return [.. changed];
    }

    private static Input Of(string text, Func<string, string?> judge) => new(text, () => judge(text));

    private static Input Of(byte[] bytes, Func<byte[], string?> judge) => new(Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(200, bytes.Length))), () => judge(bytes));

    private sealed record Input(string Shown, Func<string?> Try);
}
