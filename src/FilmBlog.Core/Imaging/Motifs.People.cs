namespace FilmBlog.Core.Imaging;

internal static partial class Motifs
{
    private static void Mirror(Scene s)
    {
        var axis = s.Across(0.5);
        var radius = s.Floor * s.Chance.Between(0.36, 0.4) * s.Bottom / s.Floor;
        var y = s.Bottom * 0.5;
        var slip = radius * s.Chance.Between(0.3, 0.5) * s.Chance.Side();
        var other = s.Chance.Flip() ? radius : radius * s.Chance.Between(0.5, 0.65);
        var (near, far) = s.Chance.Flip() ? (Tone.Figure, Tone.Accent) : (Tone.Accent, Tone.Figure);
        s.Rectangle(Tone.Shade, axis, 0, s.Width - axis, s.Height);
        s.Path(near, new Outline().Move(axis, y - (slip / 2) + radius).Arc(radius, axis, y - (slip / 2) - radius, true).Close());
        s.Path(far, new Outline().Move(axis, y + (slip / 2) - other).Arc(other, axis, y + (slip / 2) + other, true).Close());
    }

    private static void Rings(Scene s)
    {
        var (x, y) = (s.Focus(0.1), s.Bottom * 0.5);
        var step = s.Unit * s.Chance.Between(0.085, 0.1);
        var rings = s.Chance.Count(7, 8);
        for (var i = rings; i > 1; i--)
            s.Circle(i % 2 == 0 ? Tone.Ground : i % 4 == 1 ? Tone.Shade : Tone.Tint, x, y, step * (i + (0.1 * i * i / rings)));
        var angle = s.Chance.Between(-1.1, 1.1);
        var (dx, dy) = (Math.Sin(angle), -Math.Cos(angle));
        var reach = s.Bottom * 0.42;
        s.Polygon(Tone.Figure, (x - (dy * 3), y + (dx * 3)), (x + (dx * reach), y + (dy * reach)), (x + (dy * 3), y - (dx * 3)));
        s.Circle(Tone.Figure, x, y, step);
        s.Circle(Tone.Accent, x, y, step * 0.42);
    }

    private static void Faces(Scene s)
    {
        var radius = s.Bottom * s.Chance.Between(0.5, 0.57);
        var apart = radius * s.Chance.Between(0.6, 0.7);
        var (x, y) = (s.Across(0.5), s.Bottom * 0.48);
        var half = Math.Sqrt((radius * radius) - (apart * apart));
        var (left, right) = s.Chance.Flip() ? (Tone.Tint, Tone.Shade) : (Tone.Shade, Tone.Tint);
        s.Circle(left, x - apart, y, radius);
        s.Circle(right, x + apart, y, radius);
        s.Path(Tone.Figure, new Outline().Move(x, y - half).Arc(radius, x, y + half, true).Arc(radius, x, y - half, true).Close());
        s.Circle(Tone.Accent, x, y - (radius * 0.12), radius * 0.12);
    }

    private static void Candle(Scene s)
    {
        var count = s.Chance.Flip() ? 1 : 3;
        var x = s.Focus();
        var wick = s.Floor * 0.46;
        var thick = s.Unit * 0.045;
        s.Circle(Tone.Tint, x, wick - (s.Unit * 0.1), s.Unit * s.Chance.Between(0.34, 0.4));
        for (var i = count - 1; i >= 0; i--)
        {
            var side = i == 0 ? 0 : i == 1 ? -1 : 1;
            var (at, top) = (x + (side * s.Unit * 0.17), wick + (i == 0 ? 0 : s.Floor * s.Chance.Between(0.1, 0.22)));
            s.Rectangle(Tone.Figure, at - thick, top, thick * 2, s.Floor - top);
            var flame = s.Unit * (i == 0 ? 0.22 : 0.15);
            s.Path(Tone.Accent, new Outline().Move(at, top - flame - 6).Curve(at + (flame * 0.5), top - (flame * 0.2), at, top - 6)
                .Curve(at - (flame * 0.5), top - (flame * 0.2), at, top - flame - 6).Close());
        }

        s.Ground(Tone.Shade, s.Floor);
    }

    private static void Projector(Scene s)
    {
        var side = s.Chance.Side();
        var (tall, y) = (s.Floor * s.Chance.Between(0.52, 0.6), s.Floor * 0.42);
        var wide = Math.Min(tall * 1.2, s.FreeWidth * 0.5);
        var screen = side > 0 ? s.Across(0.92) - wide : s.Across(0.08);
        var lens = side > 0 ? s.Across(0.1) : s.Across(0.9);
        var near = side > 0 ? screen : screen + wide;
        s.Ground(Tone.Shade, s.Floor * 0.9);
        s.Polygon(Tone.Tint, (lens, y - 4), (near, y - (tall / 2)), (near, y + (tall / 2)), (lens, y + 4));
        s.Rectangle(Tone.Figure, screen, y - (tall / 2), wide, tall);
        s.Circle(Tone.Accent, lens, y, s.Unit * 0.045);
        s.Person(Tone.Shade, screen + (wide * s.Chance.Between(0.35, 0.65)), y + (tall / 2), tall * 0.62);
    }

    private static void Curtain(Scene s)
    {
        var folds = s.Chance.Count(9, 12);
        var gap = s.Focus(0.18);
        var open = s.Unit * s.Chance.Between(0.08, 0.13);
        s.Polygon(Tone.Figure, (gap - 4, 0), (gap + 4, 0), (gap + open, s.Floor), (gap - open, s.Floor));
        for (var i = 0; i < folds; i++)
        {
            var along = (i + 0.5) / folds;
            var top = s.Across(along);
            if (Math.Abs(top - gap) < s.FreeWidth * 0.4 / folds)
                continue;
            var (half, pull) = (s.FreeWidth * 0.25 / folds, top < gap ? -open : open);
            s.Path(i % 2 == 0 ? Tone.Tint : Tone.Shade, new Outline()
                .Move(top - half, 0).Line(top + half, 0)
                .Curve(top + half + (pull * 0.2), s.Floor * 0.6, top + half + (pull * 0.5), s.Floor)
                .Line(top - half + (pull * 0.5), s.Floor).Curve(top - half + (pull * 0.2), s.Floor * 0.6, top - half, 0).Close());
        }

        s.Ground(Tone.Shade, s.Floor);
        s.Person(Tone.Accent, gap, s.Floor, s.Floor * 0.34);
    }

    private static void Kite(Scene s)
    {
        var side = s.Chance.Side();
        var size = s.Unit * s.Chance.Between(0.15, 0.19);
        var (x, y) = (s.Across(0.5 + (side * s.Chance.Between(0.14, 0.24))), s.Floor * 0.32);
        var hand = s.Across(0.5 - (side * 0.26));
        var ground = s.Floor * 0.82;
        s.Hill(Tone.Shade, ground, s.Floor * 0.96, hand);
        var (fist, lift) = (hand + (side * s.Floor * 0.05), ground - (s.Floor * 0.1));
        var slack = x - (side * size * 0.4);
        s.Path(Tone.Figure, new Outline()
            .Move(x, y + size)
            .Curve(slack, lift, fist, lift)
            .Curve(slack + 5, lift + 2, x + 3, y + size)
            .Close());
        var lean = side * size * 0.25;
        var (half, tilt) = (size * 0.75, lean * 0.6);
        s.Polygon(Tone.Accent, (x + lean, y - size), (x + half, y - tilt), (x, y + size), (x - half, y + tilt));
        s.Polygon(Tone.Figure, (x + lean, y - size), (x, y + size), (x - (side * half), y + (side * tilt)));
        s.Person(Tone.Figure, hand, ground + (s.Floor * 0.02), s.Floor * 0.2);
    }
}
