using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Tests.Content;

/// <summary>The content that a fresh clone begins with.</summary>
public sealed class FirstBlogTests
{
    /// <summary>
    /// Slug; title, original title, other names; year, countries, minutes; director; cinematography; cast (whom it must name); music; IMDb.
    /// </summary>
    public static TheoryData<string, string, string, string, int, string, int, string, string, string, string, string, string> Films => new()
    {
        { "zerkalo", "Zerkalo", "Зеркало", "The Mirror, Mirror", 1975, "Soviet Union", 107, "Andrei Tarkovsky", "Georgi Rerberg", "Margarita Terekhova, Ignat Daniltsev, Oleg Yankovsky, Anatoly Solonitsyn", "Eduard Artemyev", "tt0072443", "7.9" },
        { "stalker", "Stalker", "Сталкер", "", 1979, "Soviet Union", 162, "Andrei Tarkovsky", "Alexander Knyazhinsky", "Alexander Kaidanovsky, Anatoly Solonitsyn, Nikolai Grinko, Alisa Freindlich", "Eduard Artemyev", "tt0079944", "8.1" },
        { "solaris", "Solaris", "Солярис", "Solyaris", 1972, "Soviet Union", 167, "Andrei Tarkovsky", "Vadim Yusov", "Donatas Banionis, Natalya Bondarchuk, Jüri Järvet, Anatoly Solonitsyn, Nikolai Grinko", "Eduard Artemyev", "tt0069293", "8.1" },
        { "the-mirror", "The Mirror", "آینه", "Ayneh, Ayeneh", 1997, "Iran", 95, "Jafar Panahi", "Farzad Jadat", "Mina Mohammad Khani", "", "tt0117056", "7.8" },
        { "persona", "Persona", "", "", 1966, "Sweden", 83, "Ingmar Bergman", "Sven Nykvist", "Bibi Andersson, Liv Ullmann", "", "tt0060827", "8.1" },
        { "the-sacrifice", "The Sacrifice", "Offret", "Sacrifice", 1986, "Sweden, United Kingdom, France", 149, "Andrei Tarkovsky", "Sven Nykvist", "Erland Josephson, Susan Fleetwood, Allan Edwall, Guðrún Gísladóttir", "", "tt0091670", "8.0" },
    };

    [Theory]
    [MemberData(nameof(Films))]
    public async Task Its_facts_are_right(
        string slug, string title, string original, string names, int year, string countries, int runtime, string director, string cinematography, string cast, string music, string imdb, string rating)
    {
        await using var blog = await TestDatabase.CreateAsync();
        await blog.ImportAsync(Folder());

        var film = (await blog.ReviewAsync(slug)).Film.Facts();

        Assert.Equal((title, year, imdb), (film.Title, film.Year, film.ImdbId));
        Assert.Equal(original, film.OriginalTitle == film.Title ? "" : film.OriginalTitle ?? "");
        Assert.Equal(names, string.Join(", ", film.AlsoKnownAs));
        Assert.Equal((countries, runtime, director), (string.Join(", ", film.Countries), film.Runtime ?? 0, string.Join(", ", film.Directors)));
        Assert.Equal(cinematography, string.Join(", ", film.Cinematography));
        Assert.Equal(cast, string.Join(", ", film.Cast));
        Assert.Equal(music, string.Join(", ", film.Music.Where(m => music.Length > 0)));
        Assert.Equal(rating, film.ImdbRating?.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task It_comes_in_without_a_warning_and_goes_out_and_in_again()
    {
        await using var blog = await TestDatabase.CreateAsync();

        var report = await blog.ImportAsync(Folder());

        Assert.Equal("new 6, changed 0, same 0, failed 0", report.ToString());
        Assert.Empty(report.Problems);
        Assert.Equal("new 0, changed 0, same 6, failed 0", (await blog.ImportAsync(Folder())).ToString());
        Assert.Equal((6, 3), (await blog.CountAsync<Film>(), await blog.CountAsync<Director>()));
        Assert.Equal(6, await blog.ReadAsync(db => db.Reviews.CountAsync(r => r.PublishedAt <= TestDatabase.Start, TestContext.Current.CancellationToken)));
        using var exported = await blog.ExportAsync();
        await RoundTripTests.AssertComesBackAsync(exported);
        Assert.Equal("new 0, changed 0, same 6, failed 0", (await blog.ImportAsync(exported)).ToString());
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FilmBlog.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository.");
        }

        return Path.Combine(folder.FullName, "content");
    }
}
