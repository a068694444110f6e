using System.Buffers.Binary;
using System.Text;
using FilmBlog.Core.Imaging;
using FilmBlog.Core.Imaging.Sharing;
using SkiaSharp;

namespace FilmBlog.Core.Tests.Imaging;

public sealed class SocialCardTests
{
    private static readonly SocialCard Zerkalo = Of("Zerkalo", "Зеркало", "Andrei Tarkovsky", 1975, "memory", "dreams") with { Stars = 4.5m };

    private static readonly SocialCard[] Samples =
    [
        Zerkalo,
        Of("The Mirror", "آینه", "Jafar Panahi", 1997, "childhood", "independence") with { Stars = 4 },
        Of("آینه", null, "جعفر پناهی", 1997, "childhood") with { Stars = 3.5m },
        Of("Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb", null, "Stanley Kubrick", 1964, "bomb", "satire") with { Stars = 5 },
        Of("Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror of the Attack of the Evil, Mutant, Hellbound, Flesh-Eating Subhumanoid Zombified Living Dead, Part 3", null, "James Riffel", 2005, "horror"),
        Of(string.Concat(Enumerable.Repeat("Unbreakable", 28))[..300], null, "A Director With A Name As Long As The Titles Of Their Films, Who Is Not Alone", 1999, "time") with { Stars = 0.5m },
        Of("七人の侍", "七人の侍", "黒澤明", 1954, "war") with { Stars = 5 },
        Of("하녀", null, "김기영", 1960, "class") with { Stars = 4 },
        Of("पथेर पांचाली", "পথের পাঁচালী", "Satyajit Ray", 1955, "childhood"),
        Of("ואלס עם באשיר", "Waltz with Bashir 2008", "ארי פולמן", 2008, "war") with { Stars = 4.5m },
        new SocialCard(new TitleCardFilm("Andrei Tarkovsky", null, null, 0, [], [], [], null), "Zerkalo") { Kicker = "Director", Line = "4 reviews of films from 1972 to 1986, rated 4.6 of 5 stars on average." },
        new SocialCard(new TitleCardFilm("Zerkalo", null, null, 0, [], [], ["cinema"], null), "") { Line = "Films seen twice and written about once" },
        Of("🎬🎬", "Зеркало", "🎥", 1975),
        Of("🎬🎬", null, "🎥", 1975),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_card_is_a_png_of_its_size_below_100_KB_and_the_same_each_time(int sample)
    {
        var png = Samples[sample].Draw();

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((SocialCard.Width, SocialCard.Height), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.InRange(png.Length, 3_000, 100_000);
        Assert.Equal(png, Samples[sample].Draw());
    }

    [Theory]
    [InlineData("Zerkalo, Amélie, Đặng Nhật Minh, Łódź, Ağır Roman")]
    [InlineData("Зеркало, Кин-дза-дза!, Тіні забутих предків, Το βλέμμα του Οδυσσέα")]
    [InlineData("آینه، خانه‌ی دوست کجاست؟ باب الحديد")]
    [InlineData("ואלס עם באשיר")]
    [InlineData("पथेर पांचाली, अपराजितो")]
    [InlineData("পথের পাঁচালী")]
    [InlineData("பராசக்தி, మాయాబజార్, ಸಂಸ್ಕಾರ, എലിപ്പത്തായം, සිකුරු හතේ")]
    [InlineData("ลุงบุญมีระลึกชาติ")]
    [InlineData("მონანიება, Նռան գույնը")]
    [InlineData("七人の侍, 東京物語, 霸王别姬, 花樣年華, 살인의 추억")]
    public void Every_letter_of_the_scripts_that_films_are_titled_in_has_a_glyph(string text)
    {
        Assert.Equal(text, ShippedFaces.Settable(text));
        var line = ShapedLine.Of(text);
        Assert.False(line.HasGaps, string.Join(" | ", Direction.Runs(text)));
        Assert.True(line.Width > text.Length * 0.2f);
    }

    [Fact]
    public void Many_threads_shape_at_once_what_one_shapes_alone()
    {
        string[] lines = ["Donnie Darko, affliction", "Зеркало", "آینه، خانه‌ی دوست", "ואלס עם באשיר", "पथेर पांचाली", "පිළිතුර හතේ", "ลุงบุญมีระลึกชาติ", "七人の侍 살인의 추억"];
        var alone = lines.Select(line => ShapedLine.Of(line).Width).ToArray();

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(alone[i % lines.Length], ShapedLine.Of(lines[i % lines.Length]).Width));
    }

    [Fact]
    public void What_no_face_has_is_left_out_and_never_a_box()
    {
        Assert.Equal("Up 2", ShippedFaces.Settable("🎈Up👨‍👩‍👧 2🏠"));
        Assert.Equal("", ShippedFaces.Settable("🎬🎬"));
    }

    [Theory]
    [InlineData("آینه", new[] { "آینه" })]
    [InlineData("Film آینه 1997", new[] { "Film ", "1997", "آینه " })]
    [InlineData("آینه (1997) Mirror", new[] { "Mirror", ") ", "1997", "آینه (" })]
    public void Runs_stand_as_they_are_read_in_their_own_direction(string text, string[] runs)
    {
        // The number between letters of a script that runs to the left stands at their left; brackets belong to the line.
        Assert.Equal(runs, Direction.Runs(text).Select(run => run.Text));
    }

    [Fact]
    public void Persian_letters_are_joined_and_run_to_the_left()
    {
        var joined = ShapedLine.Of("آینه").Width;
        var apart = "آینه".EnumerateRunes().Sum(letter => (double)ShapedLine.Of(letter.ToString()).Width);

        Assert.True(joined < apart * 0.95, $"{joined} is as wide as the letters by themselves, {apart}.");
        Assert.True(InkLeftOf(SocialCard.Width / 2, Samples[2].Draw()) < InkLeftOf(SocialCard.Width / 2, Zerkalo.Draw()));
    }

    [Fact]
    public void Another_content_has_another_version_and_the_same_has_the_same()
    {
        SocialCard[] others =
        [
            Zerkalo with { SiteName = "Other" }, Zerkalo with { Stars = 4 }, Zerkalo with { Stars = null }, Zerkalo with { Kicker = "" }, Zerkalo with { Line = "" },
            Zerkalo with { Film = Zerkalo.Film with { Title = "Mirror" } }, Zerkalo with { Film = Zerkalo.Film with { OriginalTitle = null } },
            Zerkalo with { Film = Zerkalo.Film with { Year = 1974 } }, Zerkalo with { Film = Zerkalo.Film with { Directors = ["Andrei", "Tarkovsky"] } },
            Zerkalo with { Film = Zerkalo.Film with { Themes = ["memory"] } }, Zerkalo with { Film = Zerkalo.Film with { Countries = ["Italy"] } },
        ];

        Assert.Equal(others.Length + 1, others.Append(Zerkalo).Select(card => card.Version).Distinct().Count());
        Assert.Equal(Zerkalo.Version, (Zerkalo with { Film = Zerkalo.Film with { Directors = ["Andrei Tarkovsky"] } }).Version);
        Assert.Matches("^[0-9a-f]{16}$", Zerkalo.Version);
    }

    [Fact]
    public void It_says_in_words_what_it_shows()
    {
        Assert.Equal("Zerkalo, directed by Andrei Tarkovsky, 1975, 4.5 of 5 stars", Zerkalo.Alt);
        Assert.Equal("Director: Andrei Tarkovsky, 4 reviews of films from 1972 to 1986, rated 4.6 of 5 stars on average.", Samples[10].Alt);
    }

    private static SocialCard Of(string title, string? original, string director, int year, params string[] themes) =>
        new(new TitleCardFilm(title, original, null, year, [director], [], themes, null), "Zerkalo");

    // Pixels of the lightest colour left of a line: where the title stands on a dark card.
    private static int InkLeftOf(int x, byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        var count = 0;
        var ground = bitmap.GetPixel(2, 2);
        for (var row = 0; row < bitmap.Height; row += 2)
        {
            for (var column = 60; column < x; column += 2)
            {
                var pixel = bitmap.GetPixel(column, row);
                count += Math.Abs(pixel.Red - ground.Red) > 90 ? 1 : 0;
            }
        }

        return count;
    }
}
