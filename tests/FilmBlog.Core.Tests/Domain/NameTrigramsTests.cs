using System.Diagnostics;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Tests.Domain;

public sealed class NameTrigramsTests
{
    [Theory]
    [InlineData("zerkalo", "Zerkalo")]
    [InlineData("zerklao", "Zerkalo")]
    [InlineData("ZERKALO 1975", "Zerkalo")]
    [InlineData("Зеркало", "Zerkalo")]
    [InlineData("mirror", "Zerkalo")]
    [InlineData("amelie", "Amélie")]
    [InlineData("2001", "2001: A Space Odyssey")]
    [InlineData("oceans eleven", "Ocean's Eleven")]
    [InlineData("خانه دوست", "خانه دوست کجاست")]
    public void The_nearest_name_comes_first(string words, string name)
    {
        var names = new NameTrigrams<string>();
        foreach (var title in new[] { "Amélie", "2001: A Space Odyssey", "Ocean's Eleven", "خانه دوست کجاست", "Solaris", "M" })
        {
            names.Add(title, [title]);
        }

        names.Add("Zerkalo", ["Zerkalo", null, "", "The Mirror", "Zerkalo"]);

        Assert.Equal(name, names.Nearest(words, 5)[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("?!")]
    [InlineData("q")]
    [InlineData("xylophone")]
    [InlineData("\uFFFE\u200F")]
    public void What_resembles_nothing_finds_nothing(string words)
    {
        var names = new NameTrigrams<int>();
        Assert.Empty(names.Nearest(words, 5));
        names.Add(1, ["Zerkalo", "The Mirror"]);

        Assert.Empty(names.Nearest(words, 5));
        Assert.Equal(2, names.Count);
    }

    [Fact]
    public void A_thing_is_found_once_whichever_of_its_names_are_near()
    {
        var names = new NameTrigrams<int>();
        names.Add(1, ["The Mirror", "Mirror", "Mirrors"]);
        names.Add(2, ["The Mirror Crack'd"]);

        Assert.Equal([1, 2], names.Nearest("mirror", 5));
        Assert.Equal([1], names.Nearest("mirror", 1));
    }

    [Fact]
    public void Among_many_names_one_is_found_in_a_moment()
    {
        var names = new NameTrigrams<int>();
        for (var number = 0; number < 30_000; number++)
        {
            names.Add(number, [$"The {number % 317} of the {number / 7} nights", $"the-{number}"]);
        }

        var longest = string.Join(' ', Enumerable.Repeat("the nights of the", 20));
        names.Nearest(longest, 5);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++)
        {
            names.Nearest(longest, 5);
        }

        // It takes milliseconds; to compare letters with each of the names would take the better part of a minute.
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), Stopwatch.GetElapsedTime(started).ToString());
    }
}
