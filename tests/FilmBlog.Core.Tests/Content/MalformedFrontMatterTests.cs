using System.Diagnostics;
using System.Text;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Content;

public sealed class MalformedFrontMatterTests
{
    private const string TenWords = "one two three four five six seven eight nine ten ";

    public static TheoryData<string, string> WrongFields => new()
    {
        { "film.title: \"\"", "3: film.title: is missing" },
        { "film.title: [a, b]", "3: film.title: is not a single text" },
        { "film.title: \"a\\x01b\"", "3: film.title: contains the control character U+0001" },
        { "film.title: \"a\\x7Fb\"", "3: film.title: contains the control character U+007F" },
        { "film.title: \"a\\uFFFEb\"", "3: film.title: contains the control character U+FFFE" },
        { $"film.title: {new string('x', 301)}", "3: film.title: has 301 characters, at most 300 are allowed" },
        { "film.year: ninteen72", "4: film.year: \"ninteen72\" is not a year" },
        { "film.year: 1887", "4: film.year: \"1887\" is not a year" },
        { "film.year: 2101", "4: film.year: \"2101\" is not a year" },
        { "film.year: 1_972", "4: film.year: \"1_972\" is not a year" },
        { "film.year: ~", "4: film.year: is missing" },
        { "film.directors: []", "5: film.directors: is missing: name at least one" },
        { "film.directors: [a, b, c, d, e, f]", "5: film.directors: has 6 entries, at most 5 are allowed" },
        { "film.directors: {a: b}", "5: film.directors: is not a list of texts" },
        { $"film.directors: [{new string('x', 151)}]", "5: film.directors: has 151 characters, at most 150 are allowed" },
        { "film.directors:\n  - a\n  - [b]", "7: film.directors: is not a list of texts" },
        { "film.runtime: long", "6: film.runtime: \"long\" is not a number of minutes" },
        { "film.runtime: 0", "6: film.runtime: \"0\" is not a number of minutes" },
        { "film.languages:\n    - ru\n    - Russian Federation", "8: film.languages: \"Russian Federation\" is not a language tag, such as ru or pt-BR" },
        { "film.aspect_ratio: 16:9", "6: film.aspect_ratio: \"16:9\" is not an aspect ratio from 1 to 4, such as 1.37" },
        { "film.imdb: 0069293", "6: film.imdb: \"0069293\" is not an IMDb id, such as tt0072443" },
        { "film.imdb: https://www.imdb.com/title/tt0069293/", "6: film.imdb: \"https://www.imdb.com/title/tt0069293/\" is not an IMDb id, such as tt0072443" },
        { "film.imdb_rating: 10.1", "6: film.imdb_rating: \"10.1\" is not a rating from 1.0 to 10.0 with one decimal" },
        { "film.imdb_rating: 7.95", "6: film.imdb_rating: \"7.95\" is not a rating from 1.0 to 10.0 with one decimal" },
        { "film.imdb_rating: 8,1", "6: film.imdb_rating: \"8,1\" is not a rating from 1.0 to 10.0 with one decimal" },
        { "slug: The Mirror", "6: slug: \"The Mirror\" is not a slug: small letters a to z, digits and single hyphens, at most 80" },
        { "slug: ../etc/passwd", "6: slug: \"../etc/passwd\" is not a slug: small letters a to z, digits and single hyphens, at most 80" },
        { "rating: 6", "6: rating: \"6\" is not a rating: 0.5 to 5 in steps of a half" },
        { "rating: ★★★★", "6: rating: \"★★★★\" is not a rating: 0.5 to 5 in steps of a half" },
        { "themes: [a, b, c, d, e, f, g, h, i, j, k, l, m]", "6: themes: has 13 entries, at most 12 are allowed" },
        { $"themes: [{new string('x', 151)}]", "6: themes: has 151 characters, at most 150 are allowed" },
        { $"verdict: {string.Concat(Enumerable.Repeat(TenWords, 30))}", "6: verdict: has 1469 characters, at most 1000 are allowed" },
        { "published: yesterday", "6: published: \"yesterday\" is not a date and time, such as 2026-11-02T09:00:00Z" },
        { "published: 2026-02-30", "6: published: \"2026-02-30\" is not a date and time, such as 2026-11-02T09:00:00Z" },
        { "updated: 02/11/2026", "6: updated: \"02/11/2026\" is not a date and time, such as 2026-11-02T09:00:00Z" },
        { "watched: last week", "6: watched: \"last week\" is not a date: 2026-10-30, 2026-10 or 2026" },
        { "spoilers: perhaps", "6: spoilers: \"perhaps\" is not true or false" },
        { "aliases:\n- /old\n- https://old.example/a", "8: aliases: \"https://old.example/a\" is not a path on this site, such as /2019/03/zerkalo" },
    };

    /// <summary>Files of which nothing can be made, and what the report says of each.</summary>
    public static TheoryData<string, string> WrongFiles => new()
    {
        { "", "1: there is no front matter: a text begins with a line \"---\", then its facts, then another line \"---\"" },
        { "# Solaris\n", "1: there is no front matter: a text begins with a line \"---\", then its facts, then another line \"---\"" },
        { "\n---\nfilm: {}\n---\n", "1: there is no front matter: a text begins with a line \"---\", then its facts, then another line \"---\"" },
        { "---", "1: the front matter is not closed: a second line \"---\" ends it" },
        { "---\ntitle: a\n", "1: the front matter is not closed: a second line \"---\" ends it" },
        { "---\ntitle: a\n----\n", "1: the front matter is not closed: a second line \"---\" ends it" },
        { "---\n---\n", "2: film: is missing: a review needs film.title, film.year and film.directors" },
        { "---\n# only a comment\n---\n", "2: film: is missing: a review needs film.title, film.year and film.directors" },
        { "---\n~\n---\n", "2: film: is missing: a review needs film.title, film.year and film.directors" },
        { "---\njust a sentence\n---\n", "2: the front matter is not a list of \"key: value\" lines" },
        { "---\n- a\n- b\n---\n", "2: the front matter is not a list of \"key: value\" lines" },
        { "---\nfilm: Solaris\n---\n", "2: film: is not a group of indented \"key: value\" lines" },
        { "---\nfilm: [Solaris]\n---\n", "2: film: is not a group of indented \"key: value\" lines" },
        { "---\nfilm:\n  title: Mirror: The Film\n---\n", "3: the front matter is not valid YAML: a value that contains \": \" must be put in quotes" },
        { "---\ntitle: a\ntitle: b\n---\n", "3: title: stands twice" },
        { "---\nfilm:\n  year: 1972\n  title: a\n  year: 1973\n---\n", "5: year: stands twice" },
        { "---\ntitle: &a b\n---\n", "2: anchors and aliases (& and *) are not allowed; put a text that begins with one in quotes" },
        { "---\nslug: a\ntitle: *a\n---\n", "3: anchors and aliases (& and *) are not allowed; put a text that begins with one in quotes" },
        { "---\na: &a [x]\nb: &b [*a, *a]\n---\n", "2: anchors and aliases (& and *) are not allowed; put a text that begins with one in quotes" },
        { "---\ntitle: !!str a\n---\n", "2: tags (!) are not allowed; put a text that begins with one in quotes" },
        { "---\ntitle: !ruby/object a\n---\n", "2: tags (!) are not allowed; put a text that begins with one in quotes" },
        { "---\ntitle: !![ a\n---\n", "2: tags (!) are not allowed; put a text that begins with one in quotes" },
        { "---\nslug: a\ntitle: ![b\n---\n", "3: tags (!) are not allowed; put a text that begins with one in quotes" },
        { "---\n[a, b]: c\n---\n", "2: a key must be a single word" },
        { "---\na: [[[[[[[[[b]]]]]]]]]\n---\n", "2: the front matter is nested deeper than 8 levels" },
        { $"---\na: {new string('[', 60_000)}\n---\n", "2: the front matter is nested deeper than 8 levels" },
        { $"---\na: {{{string.Join(", ", Enumerable.Repeat("a: b", 3000))}}}\n---\n", "2: a: stands twice" },
        { $"---\na: [{string.Join(", ", Enumerable.Repeat("b", 3000))}]\n---\n", "2: the front matter has more than 2000 entries" },
        { $"---\n{string.Concat(Enumerable.Repeat("# comment\n", 7000))}---\n", "1: the front matter is longer than 64 KB" },
        { "---\ntitle: a\nfilm:\n  title: b\0\n---\n", "4: the front matter contains the control character U+0000" },
        { "---\ntitle: a\n...\n--- \nb\n", "2: film: is missing: a review needs film.title, film.year and film.directors" },
    };

    public static TheoryData<string, string> BrokenYaml => new()
    {
        { "title: \"a", "2: the front matter is not valid YAML: a quotation mark is not closed" },
        { "title: 'a", "2: the front matter is not valid YAML: a quotation mark is not closed" },
        { "title: [a, b", "3: the front matter is not valid YAML: a list that begins with [ is not closed by ]" },
        { "title: {a: b", "3: the front matter is not valid YAML: a group that begins with { is not closed by }" },
        { "title: a\n\tslug: b", "2: the front matter is not valid YAML: lines are indented by spaces, not by tabs" },
        { "title: a\n  slug: b", "3: the front matter is not valid YAML: a value that contains \": \" must be put in quotes" },
        { "film:\n  title: a\n year: b", "4: the front matter is not valid YAML: a line is indented otherwise than those around it, or is not \"key: value\"" },
        { "title: a\nb", "3: the front matter is not valid YAML: a line is indented otherwise than those around it, or is not \"key: value\"" },
        { "title: @a", "2: the front matter is not valid YAML: a value that begins with a sign such as @, ` or % must be put in quotes" },
        { "title: `a`", "2: the front matter is not valid YAML: a value that begins with a sign such as @, ` or % must be put in quotes" },
        { "title: %a", "2: the front matter is not valid YAML: a value that begins with a sign such as @, ` or % must be put in quotes" },
        { "title: \"C:\\q\"", "2: the front matter is not valid YAML: within double quotes a backslash is written twice" },
        { "title: \"\\uD800\"", "2: the front matter is not valid YAML: while scanning a quoted scalar, found invalid Unicode surrogates" },
        { "title: a\n]", "3: the front matter is not valid YAML: a line is indented otherwise than those around it, or is not \"key: value\"" },
        { "title: |9x\n a", "2: the front matter is not valid YAML: while scanning a block scalar, did not find expected comment or line break" },
        { "%YAML 9.9", "2: the front matter is not valid YAML: found incompatible YAML document" },
        { "- a\nb: c", "3: the front matter is not valid YAML: a line of a list does not begin with \"- \"" },
        { "themes: [-[a]", "2: the front matter is not valid YAML: a value that begins with a sign such as -, ? or : must be put in quotes" },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public void A_wrong_field_is_named_with_its_line(string field, string problem)
    {
        var (document, problems) = Reading.Of(Reading.Review(field.Replace("\n  -", "\n    -", StringComparison.Ordinal)));

        Assert.Null(document);
        Assert.Equal([$"{Reading.Path}:{problem}"], problems);
    }

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void A_file_without_usable_front_matter_fails_with_a_sentence(string text, string problem)
    {
        var clock = Stopwatch.StartNew();
        var (document, problems) = Reading.Of(text);

        Assert.Null(document);
        Assert.Equal($"{Reading.Path}:{problem}", problems[0]);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [MemberData(nameof(BrokenYaml))]
    public void Broken_YAML_fails_with_a_sentence_at_its_line(string yaml, string problem)
    {
        var (document, problems) = Reading.Of($"---\n{yaml}\n---\nA body.\n");

        Assert.Null(document);
        Assert.Equal([$"{Reading.Path}:{problem}"], problems);
    }

    [Fact]
    public void Every_error_of_a_file_is_reported()
    {
        var (document, problems) = Reading.Of(Reading.Review("film.year: soon", "film.runtime: long", "film.colour: yes", "rating: 11", "published: never"));

        Assert.Null(document);
        Assert.Equal(
            [
                "content/reviews/solaris.md:4: film.year: \"soon\" is not a year",
                "content/reviews/solaris.md:6: film.runtime: \"long\" is not a number of minutes",
                "content/reviews/solaris.md:7: warning: film.colour: is not a known key; it is ignored",
                "content/reviews/solaris.md:8: rating: \"11\" is not a rating: 0.5 to 5 in steps of a half",
                "content/reviews/solaris.md:9: published: \"never\" is not a date and time, such as 2026-11-02T09:00:00Z",
            ],
            problems);
    }

    [Fact]
    public void Whatever_stands_in_a_file_the_reader_ends_and_a_failure_has_a_reason()
    {
        var texts = new StrangeText(41);
        var random = new Random(41);
        for (var round = 0; round < 4000; round++)
        {
            var text = new StringBuilder(Reading.Review("themes: [memory]", "rating: 4", "aliases: [/a]"));
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                text.Remove(at, Math.Min(random.Next(4), text.Length - at)).Insert(at, texts.Any(3));
            }

            var (document, problems) = Reading.Of(text.ToString());
            Assert.True(document is not null || problems.Count > 0, text.ToString());
            Assert.All(problems, problem => Assert.DoesNotContain("Exception", problem, StringComparison.Ordinal));
        }
    }
}
