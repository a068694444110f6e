using Markdig.Extensions.SmartyPants;
using Markdig.Helpers;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Text;

/// <summary>Quotes, dashes, ellipses and apostrophes as a typesetter sets them.</summary>
internal static class Typography
{
    /// <summary>The character for a sign Markdig has recognised.</summary>
    public static string Sign(SmartyPantType type) => type switch
    {
        SmartyPantType.Quote or SmartyPantType.RightQuote => "\u2019",
        SmartyPantType.LeftQuote => "\u2018",
        SmartyPantType.DoubleQuote => "\"",
        SmartyPantType.LeftDoubleQuote => "\u201c",
        SmartyPantType.RightDoubleQuote => "\u201d",
        SmartyPantType.LeftAngleQuote => "\u00ab",
        SmartyPantType.RightAngleQuote => "\u00bb",
        SmartyPantType.Ellipsis => "\u2026",
        SmartyPantType.Dash2 => "\u2013",
        SmartyPantType.Dash3 => "\u2014",
        _ => "",
    };

    /// <summary>Sign by sign, for Markdig's renderer.</summary>
    public static SmartyPantOptions Options()
    {
        var options = new SmartyPantOptions();
        foreach (var type in Enum.GetValues<SmartyPantType>())
            options.Mapping[type] = Sign(type);
        return options;
    }

    /// <summary>What is left of straight single quotes after pairing are apostrophes: <c>don't</c>, <c>the '70s</c>.</summary>
    public static void SetApostrophes(LiteralInline literal)
    {
        var text = literal.Content.AsSpan();
        if (!text.Contains('\'') || literal.Parent is LinkInline { IsAutoLink: true })
            return;

        var escaped = literal.IsFirstCharacterEscaped && text[0] == '\'';
        var set = text.ToString().Replace('\'', '\u2019');
        literal.Content = new StringSlice(escaped ? "'" + set[1..] : set);
    }
}
