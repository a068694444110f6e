namespace FilmBlog.Core.Tests.Searching;

public sealed class HardTitlesTests
{
    // Title | original | also known as | year | director | what is typed for it, separated by semicolons.
    private const string List = """
        The Mirror | Зеркало | Zerkalo | 1975 | Andrei Tarkovsky | mirror; the mirror; mirror, the; зеркало; ЗЕРКАЛО; zerkalo; miror; tarkovsky mirror; тарковский
        The Mirror | آینه | Ayneh | 1997 | Jafar Panahi | the mirror panahi; آینه; اینه; ayneh; ayeneh; mirror 1997
        Solaris | Солярис | Solyaris | 1972 | Andrei Tarkovsky | solaris 1972; солярис; solyaris
        Solaris | | | 2002 | Steven Soderbergh | solaris 2002; solaris soderbergh
        8½ | | Otto e mezzo | 1963 | Federico Fellini | 8½; 8 1/2; 8.5; otto e mezzo; eight and a half
        Amélie | Le Fabuleux Destin d'Amélie Poulain | | 2001 | Jean-Pierre Jeunet | amelie; AMÉLIE; fabuleux destin; jean pierre jeunet
        WALL·E | | | 2008 | Andrew Stanton | wall-e; walle; wall e
        M | M - Eine Stadt sucht einen Mörder | | 1931 | Fritz Lang | m; m 1931; moerder; mörder
        [REC] | | | 2007 | Jaume Balagueró | rec; [rec]; balaguero
        *batteries not included | | | 1987 | Matthew Robbins | *batteries; batteries not included
        3:10 to Yuma | | | 2007 | James Mangold | 3:10; 310 to yuma; 3:10 to yuma
        Singin’ in the Rain | | | 1952 | Stanley Donen | singin'; singin in the rain; singing in the rain
        Spider-Man: Into the Spider-Verse | | | 2018 | Bob Persichetti | spider-man; spiderman; spider verse
        AND | | | 2010 | Somebody Else | and; AND
        Not One Less | 一个都不能少 | Yi ge dou bu neng shao | 1999 | Zhang Yimou | not one less; 一个都不能少; 一个都; yi ge dou
        Near Dark | | | 1987 | Kathryn Bigelow | near dark; NEAR dark
        Spirited Away | 千と千尋の神隠し | Sen to Chihiro no kamikakushi | 2001 | Hayao Miyazaki | 千と千尋; 神隠し; sen to chihiro
        Parasite | 기생충 | Gisaengchung | 2019 | Bong Joon-ho | 기생충; 기생; gisaengchung; bong joon ho
        Wadjda | وجدة | | 2012 | Haifaa al-Mansour | وجدة; وجده
        Landscape in the Mist | Τοπίο στην ομίχλη | Topio stin omichli | 1988 | Theo Angelopoulos | τοπίο; τοπιο; ΤΟΠΙΟ
        The Irony of Fate | Ирония судьбы, или С лёгким паром! | | 1976 | Eldar Ryazanov | с легким паром; с лёгким паром; ironiya sudby
        Ida | | | 2013 | Paweł Pawlikowski | pawlikowski; pawel; paweł
        Kon-Tiki | | | 2012 | Joachim Rønning | joachim ronning; rønning; roenning; kontiki
        İstanbul Hatırası: Köprüyü Geçmek | | Crossing the Bridge | 2005 | Fatih Akın | istanbul; ISTANBUL; fatih akin; kopruyu
        Straße | | | 1960 | Somebody Else | strasse; straße; STRASSE
        Æon Flux | | | 2005 | Karyn Kusama | aeon flux; æon
        π | | Pi | 1998 | Darren Aronofsky | pi; π
        1917 | | | 2019 | Sam Mendes | 1917
        2001: A Space Odyssey | | | 1968 | Stanley Kubrick | 2001; space odyssey; 2001 a space; odissey
        Rocky II | | | 1979 | Sylvester Stallone | rocky 2; rocky ii
        The Godfather: Part II | | | 1974 | Francis Ford Coppola | godfather 2; godfather part ii; godfather, the
        The The | | | 2000 | Somebody Else | the the; the
        $ | | Dollars | 1971 | Richard Brooks | dollars; $
        !Women Art Revolution | | | 2010 | Lynn Hershman Leeson | !women; women art
        Robert'); DROP TABLE Reviews;-- | | | 2007 | Somebody Else | robert'); drop
        <script>alert(1)</script> | | | 2020 | Somebody Else | script alert; <script>
        Cléo de 5 à 7 | | Cleo from 5 to 7 | 1962 | Agnès Varda | cleo 5 7; agnes varda; cléo
        Ｂｒａｚｉｌ | | | 1985 | Terry Gilliam | brazil
        ﬁlm socialisme | | | 2010 | Jean-Luc Godard | film socialisme; godard
        Uncle Boonmee Who Can Recall His Past Lives | ลุงบุญมีระลึกชาติ | | 2010 | Apichatpong Weerasethakul | ลุงบุญมี; boonmee; weerasetakul
        Pather Panchali | পথের পাঁচালী | | 1955 | Satyajit Ray | পথের; pather panchali
        Mughal-e-Azam | मुग़ल-ए-आज़म | | 1960 | K. Asif | mughal e azam; मुग़ल
        Dr. Strangelove | | | 1964 | Stanley Kubrick | dr strangelove; doctor strangelove; doctor strangelov
        Fanny & Alexander | Fanny och Alexander | | 1982 | Ingmar Bergman | fanny and alexander; fanny & alexander; fanny alexander
        12 Angry Men | | | 1957 | Sidney Lumet | 12 angry men; twelve angry men
        Seven Samurai | 七人の侍 | Shichinin no samurai | 1954 | Akira Kurosawa | seven samurai; 7 samurai; 七人
        Incendies | | | 2010 | Denis Villeneuve | vilenueve; villeneuve; incendie
        """;

    private static HardTitle[] Titles { get; } = [.. List.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(field => new HardTitle(
        field[0], field[1].Length == 0 ? null : field[1], field[2].Length == 0 ? [] : [field[2]], int.Parse(field[3], System.Globalization.CultureInfo.InvariantCulture), field[4], field[5].Split("; ")))];

    [Fact]
    public async Task Every_film_is_found_by_what_readers_type_for_it()
    {
        await using var films = await FoundFilms.CreateAsync(Titles);
        var missed = new List<string>();
        foreach (var (title, number) in Titles.Select((title, number) => (title, number)))
        {
            foreach (var typed in title.Typed)
            {
                var (exact, near, _) = await films.SlugsAsync(typed);
                if (!exact.Concat(near).Contains($"film-{number}"))
                {
                    missed.Add($"{typed} does not find {title.Title}");
                }
            }
        }

        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("m", "M", 1931)]
    [InlineData("2001", "2001: A Space Odyssey", 1968)]
    [InlineData("solaris 2002", "Solaris", 2002)]
    [InlineData("mirror 1975", "The Mirror", 1975)]
    [InlineData("pi", "π", 1998)]
    [InlineData("the mirror panahi", "The Mirror", 1997)]
    [InlineData("ayneh", "The Mirror", 1997)]
    [InlineData("zerkalo", "The Mirror", 1975)]
    public async Task What_is_called_so_comes_first(string typed, string title, int year)
    {
        await using var films = await FoundFilms.CreateAsync(Titles);
        var (exact, _, _) = await films.SlugsAsync(typed);
        Assert.Equal($"film-{Array.FindIndex(Titles, t => t.Title == title && t.Year == year)}", exact[0]);
    }

    [Fact]
    public async Task A_mistyped_name_is_mended()
    {
        await using var films = await FoundFilms.CreateAsync(Titles);
        var (exact, near, meant) = await films.SlugsAsync("vilenueve");
        Assert.Empty(exact);
        Assert.Equal($"film-{Titles.Length - 1}", Assert.Single(near));
        Assert.Equal("Villeneuve", meant);
    }
}
