using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Writes path data: whole numbers, relative after each move, with no separator that can be spared. Points are rounded before they
/// are subtracted, so errors do not add up along an outline.
/// </summary>
internal sealed class Outline
{
    private readonly StringBuilder data = new();
    private int x;
    private int y;

    /// <summary>Where the pen stands.</summary>
    public double X => x;

    public Outline Move(double toX, double toY)
    {
        (x, y) = (Round(toX), Round(toY));
        Command('M', x, y);
        return this;
    }

    public Outline Line(double toX, double toY)
    {
        var (dx, dy) = Advance(toX, toY);
        if (dx == 0)
            Command('v', dy);
        else if (dy == 0)
            Command('h', dx);
        else
            Command('l', dx, dy);
        return this;
    }

    /// <summary>A quadratic curve.</summary>
    public Outline Curve(double controlX, double controlY, double toX, double toY)
    {
        var (fromX, fromY) = (x, y);
        var (dx, dy) = Advance(toX, toY);
        Command('q', Round(controlX) - fromX, Round(controlY) - fromY, dx, dy);
        return this;
    }

    /// <summary>The shorter arc of a circle, with the clock or against it.</summary>
    public Outline Arc(double radius, double toX, double toY, bool clockwise)
    {
        var (dx, dy) = Advance(toX, toY);
        Command('a', Round(radius), Round(radius), 0, 0, clockwise ? 1 : 0, dx, dy);
        return this;
    }

    public Outline Close()
    {
        data.Append('z');
        return this;
    }

    public override string ToString() => data.ToString();

    internal static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private (int Dx, int Dy) Advance(double toX, double toY)
    {
        var (dx, dy) = (Round(toX) - x, Round(toY) - y);
        (x, y) = (x + dx, y + dy);
        return (dx, dy);
    }

    private void Command(char name, params ReadOnlySpan<int> numbers)
    {
        data.Append(name);
        for (var i = 0; i < numbers.Length; i++)
        {
            // A minus sign separates by itself.
            if (i > 0 && numbers[i] >= 0)
                data.Append(' ');
            data.Append(numbers[i].ToString(CultureInfo.InvariantCulture));
        }
    }
}
