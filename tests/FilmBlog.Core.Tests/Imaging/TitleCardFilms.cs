using FilmBlog.Core.Imaging;

namespace FilmBlog.Core.Tests.Imaging;

/// <summary>Films the card tests share: the six of the first blog, one for every motif, and titles that make trouble.</summary>
internal static class TitleCardFilms
{
    public static readonly IReadOnlyList<TitleCardFilm> Six =
    [
        new("Zerkalo (The Mirror)", "Зеркало", "ru", 1975, ["Andrei Tarkovsky"], ["Soviet Union"],
            ["memory", "dreams", "identity", "childhood", "motherhood", "mortality", "war", "time"], 1.37m),
        new("Stalker", "Сталкер", "ru", 1979, ["Andrei Tarkovsky"], ["Soviet Union"],
            ["faith", "desire", "the nature of reality", "science and belief", "dreams", "mortality", "time"], 1.37m),
        new("Solaris", "Солярис", "ru", 1972, ["Andrei Tarkovsky"], ["Soviet Union"],
            ["memory", "grief", "identity", "the nature of reality", "science and belief", "love"], 2.35m),
        new("The Mirror", "آینه", "fa", 1997, ["Jafar Panahi"], ["Iran"],
            ["reality and fiction", "childhood", "identity", "motherhood", "independence", "the city", "time"], 1.85m),
        new("Persona", "Persona", "sv", 1966, ["Ingmar Bergman"], ["Sweden"],
            ["identity", "isolation", "reality and fiction", "silence", "motherhood", "dreams"], 1.37m),
        new("The Sacrifice", "Offret", "sv", 1986, ["Andrei Tarkovsky"], ["Sweden", "United Kingdom", "France"],
            ["faith", "sacrifice", "mortality", "war", "family", "silence", "the end of the world"], 1.66m),
    ];

    public static readonly IReadOnlyList<string> Titles =
    [
        "M", "8½", "Ran", "Sans Soleil", "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
        "Jeanne Dielman, 23, quai du Commerce, 1080 Bruxelles", "花樣年華", "誰も知らない、そして誰も知ろうとしなかった街の子供たち",
        "کلوزآپ، نمای نزدیک", "Летят журавли", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        new string('W', 300), string.Concat(Enumerable.Repeat("A Title That Never Ends ", 12)), string.Concat(Enumerable.Repeat("電影", 150)), "",
    ];

    private static readonly string[] ThemeOfEachMotif =
    [
        "hope", "nostalgia", "desire", "melancholy", "time", "identity", "faith", "sacrifice", "grief", "the city", "journey", "autumn",
        "isolation", "space", "cinema", "power", "war", "silence", "childhood", "dreams",
    ];

    /// <summary>Every motif in the usual frames, with short, middling and endless titles; the year moves the details.</summary>
    public static IEnumerable<TitleCardFilm> EveryMotif()
    {
        var year = 1920;
        foreach (var theme in ThemeOfEachMotif)
        {
            foreach (var ratio in (decimal[])[1.0m, 1.37m, 1.66m, 1.85m, 2.8m])
            {
                foreach (var title in Titles)
                {
                    year++;
                    string[] directors = year % 2 == 0 ? ["Robert Bresson"] : ["Alejandro González Iñárritu"];
                    yield return new TitleCardFilm(title, "Un condamné à mort s’est échappé", "fr", 1915 + (year % 110), directors, [], [theme], ratio);
                }
            }
        }
    }

    public static string Svg(TitleCardFilm film) => Svg(TitleCard.For(film));

    public static string Svg(TitleCard card, string? label = null)
    {
        using var writer = new StringWriter();
        TitleCardSvg.Write(writer, card, label);
        return writer.ToString();
    }
}
