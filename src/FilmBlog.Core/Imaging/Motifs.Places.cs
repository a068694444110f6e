namespace FilmBlog.Core.Imaging;

internal static partial class Motifs
{
    private static void Doorway(Scene s)
    {
        var tall = s.Floor * s.Chance.Between(0.74, 0.82);
        var wide = tall * s.Chance.Between(0.42, 0.5);
        var x = s.Focus(0.16);
        s.Ground(Tone.Shade, s.Floor);
        var frames = s.Chance.Count(2, 3);
        for (var i = frames; i > 0; i--)
        {
            var grow = 0.16 * i * wide;
            s.Rectangle(i % 2 == 0 ? Tone.Tint : Tone.Shade, x - (wide / 2) - grow, s.Floor - tall - grow, wide + (2 * grow), tall + grow);
        }

        s.Rectangle(Tone.Figure, x - (wide / 2), s.Floor - tall, wide, tall);

        // The light it throws, wider towards the viewer.
        var lean = s.Away * s.Chance.Between(0.6, 1.2) * wide;
        var (half, far) = (wide / 2, wide * 0.9);
        s.Polygon(Tone.Tint, (x - half, s.Floor), (x + half, s.Floor), (x + far + lean, s.Height), (x - far + lean, s.Height));
        s.Person(Tone.Shade, x + (wide * s.Chance.Between(-0.15, 0.15)), s.Floor, tall * 0.5);
    }

    private static void City(Scene s)
    {
        var moon = s.Unit * s.Chance.Between(0.07, 0.11);
        s.Circle(Tone.Accent, s.Across(s.Chance.Between(0.15, 0.85)), s.Floor * 0.17, moon);
        var houses = s.Chance.Count(6, 8);
        var lit = new Outline();
        var step = (s.FreeWidth + (s.IsBeside ? 0 : 40)) / houses;
        for (var i = 0; i < houses; i++)
        {
            var (x, wide) = (s.Left + (i * step) - (s.IsBeside ? 0 : 20), step * s.Chance.Between(0.94, 1.3));
            var top = s.Floor * s.Chance.Between(0.26, 0.72);
            s.Rectangle(i % 2 == 0 ? Tone.Shade : Tone.Tint, x, top, wide, s.Height - top);
            var pane = step * 0.13;
            for (var n = s.Chance.Count(1, 3); n > 0; n--)
            {
                var left = x + (step * (0.16 + (0.28 * s.Chance.Count(0, 2))));
                var y = top + (pane * 1.2) + (pane * 2 * s.Chance.Count(0, 4));
                if (left > s.Left && left + pane < s.Right && y + (pane * 1.4) < s.Floor)
                    lit.Move(left, y).Line(left + pane, y).Line(left + pane, y + (pane * 1.4)).Line(left, y + (pane * 1.4)).Close();
            }
        }

        s.Path(Tone.Figure, lit);
        s.Ground(Tone.Shade, s.Floor);
    }

    private static void Road(Scene s)
    {
        var line = s.Floor * s.Chance.Between(0.5, 0.58);
        var x = s.Across(0.5 + (s.Away * s.Chance.Between(0.02, 0.16)));
        var near = s.Unit * s.Chance.Between(0.5, 0.7);
        var sun = s.Unit * s.Chance.Between(0.13, 0.18);
        s.Circle(Tone.Accent, x + (s.Chance.Side() * s.Unit * 0.3), line - (sun * s.Chance.Between(0.2, 1.4)), sun);
        s.Ground(Tone.Shade, line);
        var lean = s.Away * near * 0.7;
        s.Polygon(Tone.Tint, (x - 3, line), (x + 3, line), (x + near + lean, s.Height), (x - near + lean, s.Height));

        // The dashes keep to the middle of the road, which leans away, and shrink with the distance.
        var dashes = new Outline();
        var drift = lean / (s.Height - line);
        foreach (var (from, to) in ((double, double)[])[(0.1, 0.2), (0.32, 0.52), (0.68, 0.98)])
        {
            var (y0, y1) = (line + ((s.Floor - line) * from), line + ((s.Floor - line) * to));
            var (x0, x1) = (x + (drift * (y0 - line)), x + (drift * (y1 - line)));
            var (thin, thick) = ((from * 4) + 1, (to * 5) + 1);
            dashes.Move(x0 - thin, y0).Line(x0 + thin, y0).Line(x1 + thick, y1).Line(x1 - thick, y1).Close();
        }

        s.Path(Tone.Figure, dashes);
        s.Person(Tone.Figure, x - (s.Unit * 0.13), line + ((s.Floor - line) * 0.55), s.Floor * 0.24);
    }

    private static void Window(Scene s)
    {
        var tall = s.Floor * s.Chance.Between(0.66, 0.72);
        var wide = tall * s.Chance.Between(0.82, 1);
        var bar = s.Unit * 0.024;
        var (x, y) = (s.Focus(0.12) - (wide / 2), s.Floor * 0.11);
        s.Ground(Tone.Shade, s.Floor * 0.93);
        s.Rectangle(Tone.Tint, x - (bar * 2), y - (bar * 2), wide + (bar * 4), tall + (bar * 4));
        s.Rectangle(Tone.Figure, x, y, wide, tall);
        s.Circle(Tone.Accent, x + (wide * (s.Away > 0 ? 0.25 : 0.75)), y + (tall * s.Chance.Between(0.2, 0.28)), wide * 0.13);

        // Somebody at the sill, and the bars before them.
        var (stand, head) = (x + (wide * (s.Away > 0 ? 0.75 : 0.25)), wide * 0.115);
        s.Circle(Tone.Shade, stand, y + tall - (head * 2.5), head);
        var (arm, neck, sill) = (head * 2, head * 0.5, y + tall);
        s.Path(Tone.Shade, new Outline()
            .Move(stand - arm, sill)
            .Curve(stand - arm, sill - (head * 1.4), stand - neck, sill - (head * 1.7))
            .Line(stand + neck, sill - (head * 1.7))
            .Curve(stand + arm, sill - (head * 1.4), stand + arm, sill)
            .Close());
        s.Rectangle(Tone.Tint, x + (wide / 2) - (bar / 2), y, bar, tall);
        s.Rectangle(Tone.Tint, x, y + (tall * 0.45), wide, bar);
        s.Rectangle(Tone.Tint, x - (bar * 4), y + tall, wide + (bar * 8), bar * 2.5);
    }

    private static void Stairs(Scene s)
    {
        var steps = s.Chance.Count(6, 8);
        var side = s.IsBeside ? s.Away : s.Chance.Side();
        var (rise, run) = (s.Floor * 0.62 / steps, s.FreeWidth / steps * side);
        var start = side > 0 ? s.Left : s.Right;
        s.Circle(Tone.Accent, start + (run * 1.5), s.Floor * 0.3, s.Unit * s.Chance.Between(0.15, 0.21));

        // One flight laid over another a little higher leaves an edge of light on every tread.
        foreach (var (tone, lower) in ((Tone, double)[])[(Tone.Tint, 0), (Tone.Shade, rise * 0.22)])
        {
            var flight = new Outline().Move(start, s.Height);
            for (var i = 0; i < steps; i++)
            {
                var tread = s.Floor - (rise * (i + 1)) + lower;
                flight.Line(start + (run * i), tread).Line(start + (run * (i + 1)), tread);
            }

            s.Path(tone, flight.Line(start + (run * steps), s.Height).Close());
        }

        s.Ground(Tone.Shade, s.Floor);
        s.Person(Tone.Figure, start + (run * (steps - 1.5)), s.Floor - (rise * (steps - 1)), s.Floor * 0.28);
    }

    private static void Searchlights(Scene s)
    {
        var beams = s.Chance.Count(3, 4);
        var spread = s.FreeWidth * 0.09;
        for (var i = 0; i < beams; i++)
        {
            var foot = s.Across((i + 0.5) / beams);
            var aim = s.Across(s.Chance.Between(0.15, 0.85));
            var beam = i % 2 == 0 ? Tone.Tint : Tone.Shade;
            s.Polygon(beam, (foot - 3, s.Floor), (aim - spread, -10), (aim + spread, -10), (foot + 3, s.Floor));
        }

        var crest = s.Focus(0.2);
        s.Circle(Tone.Accent, crest, s.Floor * s.Chance.Between(0.3, 0.4), s.Unit * s.Chance.Between(0.1, 0.14));
        s.Hill(Tone.Shade, s.Floor * 0.78, s.Floor * 0.94, crest);
        s.Person(Tone.Figure, crest + (s.Unit * 0.1), s.Floor * 0.83, s.Floor * 0.2);
    }
}
