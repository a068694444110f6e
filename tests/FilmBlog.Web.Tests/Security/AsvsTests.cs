using System.Globalization;
using System.Text.RegularExpressions;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Security;

/// <summary><c>Asvs.md</c> is a document that runs: each requirement stands in it once, and what proves it is a test that exists.</summary>
public sealed partial class AsvsTests
{
    // The requirements of levels 1 and 2 of version 5.0.0, by sections.
    private const string Requirements = """
        1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3
        6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4
        10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3
        15.1:1-3 15.2:1-3 15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
        """;

    [Fact]
    public void Each_requirement_stands_there_once_in_order() => Assert.Equal(Ids(), Rows().Select(row => row.Id));

    [Fact]
    public void Each_row_names_tests_that_exist_and_run_or_says_why_not()
    {
        var tests = Tests();
        var wrong = new List<string>();
        foreach (var (id, proof) in Rows())
        {
            if (proof.StartsWith("does not apply: ", StringComparison.Ordinal) || proof.StartsWith("deviation: ", StringComparison.Ordinal))
            {
                continue;
            }

            var named = Named().Matches(proof).Select(m => m.Groups[1].Value).ToList();
            wrong.AddRange(named.Count == 0 ? [$"{id} says nothing"] : named.Where(name => !tests.Contains(name)).Select(name => $"{id}: there is no test {name}, or it is skipped"));
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Ids() =>
        from section in Requirements.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        let parts = section.Split(':')
        let range = parts[1].Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList()
        from number in Enumerable.Range(range[0], range[^1] - range[0] + 1)
        select string.Create(CultureInfo.InvariantCulture, $"{parts[0]}.{number}");

    internal static IReadOnlyList<(string Id, string Proof)> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "FilmBlog.Web.Tests", "Security", "Asvs.md"))
            .Select(line => Row().Match(line)).Where(m => m.Success).Select(m => (m.Groups[1].Value, m.Groups[2].Value)),
    ];

    // Read from the sources, since those of Core lie in another assembly.
    private static HashSet<string> Tests()
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in new[] { "FilmBlog.Core.Tests", "FilmBlog.Web.Tests" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", project), "*Tests.cs", SearchOption.AllDirectories))
            {
                var (type, runs) = (Path.GetFileNameWithoutExtension(file), false);
                foreach (var line in File.ReadLines(file))
                {
                    if (Attribute().Match(line) is { Success: true } attribute)
                    {
                        runs = !attribute.Groups[1].Value.Contains("Skip", StringComparison.Ordinal);
                    }
                    else if (Method().Match(line) is { Success: true } method && runs)
                    {
                        tests.Add($"{type}.{method.Groups[1].Value}");
                        runs = false;
                    }
                }
            }
        }

        return tests;
    }

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \|$", RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+\\.[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s+\[(?:Fact|Theory)(.*)\]$", RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s+public (?:static )?(?:async Task|Task|void) ([A-Z][A-Za-z0-9_]+)\(", RegexOptions.NonBacktracking)]
    private static partial Regex Method();
}
