using System.Text;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Searching;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Searching;

public sealed class SearchQueryTests
{
    private const int Rounds = 5000;

    // What means something in a query, between texts that mean nothing.
    private static readonly string[] Signs =
    [
        "\"", "“", "-", "-\"", "director:", "DIRECTOR:", "director:\"", "theme:", "theme:\"", "-theme:", "year:", "year:1970..1979", "year:..", "rating:", "rating:>=4", "rating:<", ":", "..", " ", " ", " ",
    ];

    [Fact]
    public void Whatever_is_typed_is_read_within_its_limits()
    {
        foreach (var typed in Typed(seed: 41, mostPieces: 60))
        {
            var query = SearchQuery.Read(typed);

            Assert.InRange(query.Text.Length, 0, SearchQuery.MostCharacters);
            var terms = query.Terms.Required.Concat(query.Terms.Excluded).Concat(query.Terms.Directors).Concat(query.Terms.Themes).ToList();
            Assert.InRange(terms.Sum(term => term.Folded.Split(' ').Length), 0, SearchQuery.MostWords);
            Assert.All(terms, term => Assert.Equal(string.Join(' ', SearchText.Words(term.Folded)), term.Folded));
        }
    }

    [Fact]
    public void What_was_read_is_read_the_same_again()
    {
        foreach (var typed in Typed(seed: 42, mostPieces: 20))
        {
            var query = SearchQuery.Read(typed);
            var again = SearchQuery.Read(query.Text);

            Assert.Equal(query.Text, again.Text);
            Assert.Equal(query.Parts, again.Parts);
            Assert.Equal(Said(query), Said(again));
        }
    }

    [Fact]
    public void Each_operator_can_be_left_and_the_others_stay()
    {
        var left = 0;
        foreach (var query in Typed(seed: 43, mostPieces: 12).Select(SearchQuery.Read))
        {
            foreach (var part in query.Parts)
            {
                var without = SearchQuery.Read(part.Without);

                Assert.True(query.Parts.Count - 1 == without.Parts.Count, $"{query.Text} → {part.Without}");
                left++;
            }
        }

        Assert.True(left > Rounds / 10, $"Only {left} queries had an operator.");
    }

    [Fact]
    public void A_query_can_be_narrowed_by_any_name()
    {
        var names = new StrangeText(44);
        var round = 0;
        foreach (var query in Typed(seed: 45, mostPieces: 6).Select(SearchQuery.Read))
        {
            var name = names.Line(3) + Signs[round++ % 3];
            var narrowed = query.With("director", name);
            var words = SearchText.Words(name);
            var asked = query.Terms.Required.Concat(query.Terms.Excluded).Concat(query.Terms.Directors).Concat(query.Terms.Themes).Sum(term => term.Folded.Split(' ').Length);
            // Of signs alone, quotation marks among them are part of the name.
            if (narrowed.Length <= SearchQuery.MostCharacters && name.Any(char.IsLetterOrDigit) && words.Count > 0 && asked + words.Count <= SearchQuery.MostWords)
            {
                Assert.True(SearchQuery.Read(narrowed).Narrowed("director", name) is not null, $"{query.Text} + {name} → {narrowed}");
            }
        }
    }

    private static IEnumerable<string> Typed(int seed, int mostPieces)
    {
        var random = new Random(seed);
        var texts = new StrangeText(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var typed = new StringBuilder();
            for (var count = random.Next(mostPieces + 1); count > 0; count--)
            {
                typed.Append(random.Next(2) == 0 ? Signs[random.Next(Signs.Length)] : texts.Any(2));
            }

            yield return typed.ToString();
        }
    }

    // All that a query asks for, in one line.
    private static string Said(SearchQuery query) => string.Join(
        '|',
        string.Join(',', query.Terms.Required), string.Join(',', query.Terms.Excluded), string.Join(',', query.Terms.Directors), string.Join(',', query.Terms.Themes),
        query.FirstYear, query.LastYear, string.Join<Rating>(',', query.Ratings ?? []), string.Join(' ', query.Problems));
}
