namespace FilmBlog.Core.Imaging;

/// <summary>
/// The picture of a film that has no still: a frame of the film's proportions, a palette by decade and country, a motif by its themes,
/// and the title. The same film always gets the same card, in every process and on every machine. The card knows no medium; it is
/// written as SVG and drawn as a bitmap from the same shapes and lines.
/// </summary>
public sealed record TitleCard
{
    /// <summary>Every card is this wide; its height follows from the film. Sizes of type are therefore the same on all cards.</summary>
    public const int StandardWidth = 800;

    private const decimal AcademyRatio = 1.37m;

    private TitleCard(int height, Palette palette, Motif motif, IReadOnlyList<Shape> shapes, IReadOnlyList<TextLine> lines)
    {
        Width = StandardWidth;
        Height = height;
        Palette = palette;
        Motif = motif;
        Shapes = shapes;
        Lines = lines;
    }

    /// <summary>Width of the frame in the card's units.</summary>
    public int Width { get; }

    /// <summary>Height of the frame in the card's units.</summary>
    public int Height { get; }

    /// <summary>The colours of shapes and lines.</summary>
    public Palette Palette { get; }

    /// <summary>What the card shows.</summary>
    public Motif Motif { get; }

    /// <summary>The shapes in the order they are painted; the first covers the frame.</summary>
    public IReadOnlyList<Shape> Shapes { get; }

    /// <summary>The lettering from top to bottom, painted over the shapes; none on a wordless card.</summary>
    public IReadOnlyList<TextLine> Lines { get; }

    /// <summary>The card with its lettering, for a page or for sharing.</summary>
    /// <param name="film">The film; any text is accepted, whatever its length or content.</param>
    public static TitleCard For(TitleCardFilm film) => Compose(film, lettered: true);

    /// <summary>
    /// The card without lettering, composed anew for the whole frame: for lists, where it is small and the title stands beside it.
    /// </summary>
    /// <param name="film">The film.</param>
    public static TitleCard WordlessFor(TitleCardFilm film) => Compose(film, lettered: false);

    private static TitleCard Compose(TitleCardFilm film, bool lettered)
    {
        ArgumentNullException.ThrowIfNull(film);
        var seed = Chance.Hash(FormattableString.Invariant($"{film.Title}|{film.Year}"));
        var ratio = Math.Clamp(film.AspectRatio ?? AcademyRatio, 1.0m, 2.8m);
        var height = (int)Math.Round(StandardWidth / ratio);
        var motif = ThemeMotifs.Of(film.Themes, seed);
        var lettering = lettered ? Lettering.Of(film, StandardWidth, height) : null;
        var chance = new Chance(seed);
        var scene = lettering is null
            ? new Scene(StandardWidth, height, 0, StandardWidth, (int)(height * 0.84), height, chance.Side(), chance)
            : new Scene(
                StandardWidth,
                height,
                lettering.Left,
                lettering.Right,
                lettering.Floor,
                lettering.Bottom,
                lettering.HangsRight ? -1 : 1,
                chance);
        scene.Rectangle(Tone.Ground, 0, 0, StandardWidth, height);
        Motifs.Draw(motif, scene);
        return new TitleCard(height, Palette.Of(film, motif, seed), motif, scene.Shapes, lettering?.Lines ?? []);
    }
}
