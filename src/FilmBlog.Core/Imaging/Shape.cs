namespace FilmBlog.Core.Imaging;

/// <summary>
/// The seven flat colours of a card. Text may stand on the three fields; figure and accent never come under it.
/// </summary>
public enum Tone
{
    /// <summary>The sheet everything is laid on; a field.</summary>
    Ground,

    /// <summary>Darker than the ground; a field.</summary>
    Shade,

    /// <summary>Lighter than the ground; a field.</summary>
    Tint,

    /// <summary>The tone that stands out most, light on dark sheets and dark on light ones.</summary>
    Figure,

    /// <summary>The one saturated colour, used small.</summary>
    Accent,

    /// <summary>The title.</summary>
    Ink,

    /// <summary>The original title and the credit line.</summary>
    Quiet,
}

/// <summary>
/// A flat shape of one tone, opaque and without outline, painted in order. Coordinates are in the card's units, whole numbers,
/// and may lie outside the frame, which cuts them.
/// </summary>
/// <param name="Tone">The colour, looked up in the card's palette.</param>
public abstract record Shape(Tone Tone);

/// <summary>A rectangle along the axes.</summary>
/// <param name="Tone">The colour.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record RectangleShape(Tone Tone, int X, int Y, int Width, int Height) : Shape(Tone);

/// <summary>A disc.</summary>
/// <param name="Tone">The colour.</param>
/// <param name="X">Centre.</param>
/// <param name="Y">Centre.</param>
/// <param name="Radius">Radius.</param>
public sealed record CircleShape(Tone Tone, int X, int Y, int Radius) : Shape(Tone);

/// <summary>Closed outlines filled by the non-zero rule.</summary>
/// <param name="Tone">The colour.</param>
/// <param name="Data">SVG path data of M, l, h, v, q, a and z commands; <c>SKPath.ParseSvgPathData</c> reads the same.</param>
public sealed record PathShape(Tone Tone, string Data) : Shape(Tone);
