namespace FilmBlog.Core.Imaging;

/// <summary>
/// The sheet a motif is laid out on. Fields may cover all of it; figure and accent keep to the free area between <see cref="Left"/>
/// and <see cref="Right"/> and above <see cref="Bottom"/>, because the lettering takes the rest.
/// </summary>
internal sealed class Scene(int width, int height, int left, int right, int floor, int bottom, int away, Chance chance)
{
    private readonly List<Shape> shapes = [];

    public int Width => width;

    public int Height => height;

    /// <summary>Where the free area begins.</summary>
    public int Left => left;

    /// <summary>Where it ends, across.</summary>
    public int Right => right;

    /// <summary>Whether the lettering stands beside the free area, not below it.</summary>
    public bool IsBeside => right - left < width;

    /// <summary>Where it ends, downwards: at the lettering, or at the edge of the frame.</summary>
    public int Bottom => bottom;

    /// <summary>Where things stand: the top of the lettering, or the lower quarter where it stands beside.</summary>
    public int Floor => floor;

    /// <summary>The side away from the lettering, plus or minus one: where light may fall and roads may lead.</summary>
    public int Away => away;

    public double FreeWidth => right - left;

    /// <summary>The side of the largest square that fits above the floor.</summary>
    public double Unit => Math.Min(FreeWidth, floor);

    public Chance Chance => chance;

    public IReadOnlyList<Shape> Shapes => shapes;

    /// <summary>A point across the free area, 0 at its left and 1 at its right.</summary>
    public double Across(double fraction) => left + (FreeWidth * fraction);

    /// <summary>The place of the eye-catcher: left, middle or right of the free area's centre.</summary>
    public double Focus(double spread = 0.12) => Across(0.5 + (spread * (chance.Count(0, 2) - 1)));

    public void Rectangle(Tone tone, double x, double y, double w, double h)
    {
        var (x0, y0, x1, y1) = (Outline.Round(x), Outline.Round(y), Outline.Round(x + w), Outline.Round(y + h));
        shapes.Add(new RectangleShape(tone, x0, y0, Math.Max(1, x1 - x0), Math.Max(1, y1 - y0)));
    }

    /// <summary>The whole sheet from a height downwards.</summary>
    public void Ground(Tone tone, double y) => Rectangle(tone, 0, y, width, height - y);

    public void Circle(Tone tone, double x, double y, double radius) =>
        shapes.Add(new CircleShape(tone, Outline.Round(x), Outline.Round(y), Math.Max(1, Outline.Round(radius))));

    public void Path(Tone tone, Outline outline) => shapes.Add(new PathShape(tone, outline.ToString()));

    public void Polygon(Tone tone, params ReadOnlySpan<(double X, double Y)> points)
    {
        var outline = new Outline().Move(points[0].X, points[0].Y);
        foreach (var (x, y) in points[1..])
            outline.Line(x, y);
        Path(tone, outline.Close());
    }

    /// <summary>A hill over the whole width and all below it: its crest at <paramref name="crest"/>, its shoulders lower.</summary>
    public void Hill(Tone tone, double top, double shoulder, double crest) =>
        Path(tone, new Outline()
            .Move(0, shoulder)
            .Curve(crest, (2 * top) - shoulder, width, shoulder)
            .Line(width, height)
            .Line(0, height)
            .Close());

    /// <summary>Somebody seen from afar: a head and a long coat.</summary>
    public void Person(Tone tone, double x, double feet, double tall)
    {
        var shoulders = feet - (tall * 0.72);
        Circle(tone, x, feet - (tall * 0.905), tall * 0.095);
        Path(tone, new Outline()
            .Move(x - (tall * 0.14), feet)
            .Line(x - (tall * 0.13), shoulders)
            .Curve(x - (tall * 0.12), shoulders - (tall * 0.1), x, shoulders - (tall * 0.1))
            .Curve(x + (tall * 0.12), shoulders - (tall * 0.1), x + (tall * 0.13), shoulders)
            .Line(x + (tall * 0.14), feet)
            .Close());
    }
}
