namespace FilmBlog.Core.Imaging;

internal static partial class Motifs
{
    private static void Horizon(Scene s)
    {
        var line = s.Floor * 0.86;
        var radius = s.Unit * s.Chance.Between(0.24, 0.34);
        var x = s.Focus(0.16);
        var sunk = s.Chance.Count(0, 2) switch { 0 => 0.0, 1 => 0.4, _ => -0.5 };
        s.Ground(Tone.Tint, line - (s.Floor * 0.16));
        s.Circle(s.Chance.Flip() ? Tone.Accent : Tone.Figure, x, line - (radius * (0.1 - sunk)), radius);
        s.Ground(Tone.Shade, line);

        // The sun's way across the water, shorter and shorter towards the viewer.
        for (var i = 0; i < 2; i++)
        {
            var half = radius * (0.8 - (0.3 * i));
            s.Rectangle(Tone.Tint, x - half, line + (s.Floor * (0.035 + (0.05 * i))), half * 2, s.Floor * 0.016);
        }
    }

    private static void Rain(Scene s)
    {
        var slant = 0.2 * s.Chance.Side();
        var count = s.Chance.Count(19, 24);
        s.Ground(Tone.Shade, s.Floor);
        var far = new Outline();
        var near = new Outline();
        for (var i = 0; i < count; i++)
        {
            var x = s.Across((i + s.Chance.Between(0.1, 0.9)) / count);
            var y = s.Floor * s.Chance.Between(-0.1, 0.55);
            var length = s.Floor * s.Chance.Between(0.2, 0.4);
            var drop = i % 3 == 0 ? near : far;
            var end = Math.Min(y + length, s.Floor);
            var shift = (end - y) * slant;
            drop.Move(x, y).Line(x + 4, y).Line(x + 4 + shift, end).Line(x + shift, end).Close();
        }

        s.Path(Tone.Tint, far);
        s.Path(Tone.Tint, near);
        var radius = s.Unit * s.Chance.Between(0.24, 0.29);
        var middle = s.Focus(0.15);
        var rim = s.Floor * 0.64;
        s.Person(Tone.Figure, middle, s.Floor, s.Floor - rim + (radius * 0.12));
        s.Path(Tone.Accent, new Outline().Move(middle - radius, rim).Arc(radius, middle + radius, rim, true).Close());
        s.Path(Tone.Figure, new Outline()
            .Move(middle - (radius * 0.36), rim)
            .Curve(middle - (radius * 0.3), rim - (radius * 0.7), middle, rim - radius)
            .Curve(middle + (radius * 0.3), rim - (radius * 0.7), middle + (radius * 0.36), rim).Close());
    }

    private static void Tree(Scene s)
    {
        var x = s.Focus(0.18);
        var foot = s.Floor * 0.95;
        var tall = s.Floor * s.Chance.Between(0.82, 0.88);
        var disc = s.Unit * s.Chance.Between(0.2, 0.27);
        var side = s.Chance.Side();
        var sun = Math.Clamp(x + (side * s.Unit * 0.28), s.Left + disc, s.Right - disc);
        s.Circle(Tone.Accent, sun, s.Floor * s.Chance.Between(0.32, 0.5), disc);
        s.Hill(Tone.Shade, s.Floor * 0.9, s.Floor * s.Chance.Between(0.97, 1), x);

        var trunk = tall * 0.034;
        var tree = new Outline().Move(x - trunk, foot).Line(x - 1, foot - tall).Line(x + 1, foot - tall).Line(x + trunk, foot).Close();
        var boughs = s.Chance.Count(7, 9);
        for (var i = 0; i < boughs; i++)
        {
            var from = tall * (0.34 + (0.6 * i / boughs));
            var reach = tall * s.Chance.Between(0.42, 0.56) * (1.15 - (from / tall));
            var angle = s.Chance.Between(0.5, 0.85);
            side = -side;
            Bough(tree, x, foot - from, side * reach * Math.Cos(angle), reach * Math.Sin(angle) + (reach * 0.3), tall * 0.02);
        }

        s.Path(Tone.Figure, tree);
    }

    // A bough and, from its middle, a twig that stands steeper.
    private static void Bough(Outline tree, double x, double y, double dx, double rise, double thick)
    {
        tree.Move(x, y - thick)
            .Curve(x + (dx * 0.6), y - (rise * 0.3), x + dx, y - rise)
            .Curve(x + (dx * 0.66), y - (rise * 0.22), x, y + thick)
            .Close();
        tree.Move(x + (dx * 0.42), y - (rise * 0.26))
            .Line(x + (dx * 0.52), y - (rise * 0.9)).Line(x + (dx * 0.56), y - (rise * 0.32)).Close();
    }

    private static void Waves(Scene s)
    {
        var radius = s.Unit * s.Chance.Between(0.19, 0.25);
        s.Circle(Tone.Figure, s.Focus(0.16), s.Floor * s.Chance.Between(0.32, s.IsBeside ? 0.5 : 0.4), radius);
        var rows = s.Chance.Count(4, 5);

        // Beside a title the sea lies lower, so that only the sky is behind the words.
        var first = s.IsBeside ? 0.7 : 0.5;
        var length = s.Width / (double)s.Chance.Count(4, 6);
        for (var row = 0; row < rows; row++)
        {
            var y = s.Floor * (first + ((0.97 - first) * row / (rows - 1)));
            var swell = s.Floor * (0.045 - (0.007 * row));
            var wave = new Outline().Move(-length * s.Chance.Between(0.1, 0.9), y);
            var start = wave.X;
            for (var x = start + (length / 2); x < s.Width + length; x += length)
                wave.Curve(x - (length / 4), y - (2 * swell), x, y).Curve(x + (length / 4), y + (2 * swell), x + (length / 2), y);
            s.Path(row % 2 == 0 ? Tone.Tint : Tone.Shade, wave.Line(wave.X, s.Height).Line(start, s.Height).Close());
        }
    }

    private static void Leaves(Scene s)
    {
        var count = s.Chance.Count(7, 9);
        var lean = s.Chance.Side();
        var (low, high) = lean > 0 ? (0, s.Width) : (s.Width, 0);
        s.Path(Tone.Shade, new Outline()
            .Move(low, s.Bottom * 0.72)
            .Curve(s.Width * 0.5, s.Bottom * 0.9, high, s.Bottom * 0.42)
            .Line(high, s.Height)
            .Line(low, s.Height)
            .Close());
        for (var i = 0; i < count; i++)
        {
            var size = s.Unit * s.Chance.Between(0.11, 0.17);
            var along = (i + 0.5) / count;
            var x = s.Across(0.1 + (0.8 * along));
            var drift = (lean > 0 ? along : 1 - along) * 0.34;
            var y = Math.Clamp(s.Bottom * (0.2 + drift + s.Chance.Between(-0.16, 0.2)), size, s.Bottom - size);
            var angle = s.Chance.Between(0, Math.PI);
            var (dx, dy) = (size * Math.Cos(angle), size * Math.Sin(angle));
            var tone = i == count / 2 ? Tone.Accent : i % 3 == 1 ? Tone.Tint : Tone.Figure;
            s.Path(tone, new Outline().Move(x - dx, y - dy).Curve(x - (dy * 0.75), y + (dx * 0.75), x + dx, y + dy)
                .Curve(x + (dy * 0.4), y - (dx * 0.4), x - dx, y - dy).Close());
        }
    }

    private static void Planet(Scene s)
    {
        var side = s.Chance.Side();
        var centre = s.Across(0.5 + (side * s.Chance.Between(0.05, 0.2)));
        var radius = s.Width * s.Chance.Between(0.75, 0.95);
        var top = s.Floor * s.Chance.Between(0.6, 0.68);
        var sun = s.Unit * s.Chance.Between(0.13, 0.19);
        s.Circle(Tone.Tint, centre, top + radius - (s.Floor * 0.1), radius);
        s.Circle(Tone.Figure, s.Across(0.5 - (side * 0.2)), s.Floor * 0.36, sun);
        s.Circle(Tone.Accent, s.Across(0.5 + (side * 0.24)), s.Floor * s.Chance.Between(0.18, 0.3), sun * 0.3);
        s.Circle(Tone.Shade, centre, top + radius, radius);
    }

    private static void Crescent(Scene s)
    {
        var radius = s.Unit * s.Chance.Between(0.25, 0.31);
        var side = s.Chance.Side();
        var x = s.Focus();
        var y = s.Floor * 0.46;
        s.Circle(Tone.Figure, x, y, radius);
        s.Circle(Tone.Ground, x + (side * radius * 0.42), y - (radius * 0.2), radius * 0.86);
        s.Circle(Tone.Accent, x + (side * radius * 0.62), y - (radius * 0.1), radius * 0.08);
        for (var i = 0; i < 4; i++)
        {
            var (wide, thick) = (s.Unit * s.Chance.Between(0.5, 0.8), s.Floor * 0.05);
            var from = s.Across(s.Chance.Between(0.1, 0.9)) - (wide / 2);
            var bar = y + (radius * (0.28 + (0.42 * i)));
            s.Path(i % 2 == 0 ? Tone.Tint : Tone.Shade, new Outline().Move(from, bar).Line(from + wide, bar)
                .Arc(thick / 2, from + wide, bar + thick, true).Line(from, bar + thick).Arc(thick / 2, from, bar, true).Close());
        }
    }
}
