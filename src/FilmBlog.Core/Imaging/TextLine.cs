namespace FilmBlog.Core.Imaging;

/// <summary>What a line of lettering says.</summary>
public enum TextRole
{
    /// <summary>A line of the title.</summary>
    Title,

    /// <summary>A line of the original title.</summary>
    OriginalTitle,

    /// <summary>Directors and year, in spaced capitals where there is room for them.</summary>
    Credit,
}

/// <summary>One line of lettering. It lies between <see cref="Left"/> and <see cref="Left"/> + <see cref="Width"/>.</summary>
/// <param name="Role">What the line says.</param>
/// <param name="Text">Plain text free of control characters and unpaired surrogates; still to be encoded for its medium.</param>
/// <param name="Tone">Ink or quiet.</param>
/// <param name="X">The edge the line hangs from: its left one, or its right one where <paramref name="FromRight"/> is set.</param>
/// <param name="Baseline">Vertical position of the baseline.</param>
/// <param name="Size">Font size.</param>
/// <param name="Spacing">Extra space after each letter.</param>
/// <param name="Width">Estimated width for a text serif; the true one differs with the reader's font.</param>
/// <param name="FromRight">Whether the line hangs from its right edge.</param>
/// <param name="RightToLeft">The direction of the line's script.</param>
/// <param name="Language">BCP 47 tag, or null for the language of the page.</param>
public sealed record TextLine(
    TextRole Role,
    string Text,
    Tone Tone,
    int X,
    int Baseline,
    int Size,
    int Spacing,
    double Width,
    bool FromRight,
    bool RightToLeft,
    string? Language)
{
    /// <summary>The left edge of the line by its estimated width.</summary>
    public double Left => FromRight ? X - Width : X;
}
