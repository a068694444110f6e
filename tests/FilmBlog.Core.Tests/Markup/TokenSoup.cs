using System.Text;

namespace FilmBlog.Core.Tests.Markup;

/// <summary>Random Markdown: everything that means something to the parser, in no order.</summary>
internal static class TokenSoup
{
    private static readonly string[] Tokens =
    [
        "a", "b c", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\t", "*", "**", "_", "__", "~~", "||", "||", "|", "|", "\n|---|---|\n", "| a | b |", "`", "``", "```\n", "~~~\n",
        "[", "]", "](", ")", "(", "![", "![a](x.webp)", "![a](<x y.webp> \"t\")", "[a](/u)", "[a]", "[^1]", "\n[^1]: ", "\n[a]: /u 't'\n", "\n[i]: i.webp\n", "![i]", "![i][]",
        "\n# ", "\n### ", "\n===\n", "\n---\n", "\n> ", "\n- ", "\n1. ", "\n  ", "\n    ", "\n::: spoiler T\n", "\n:::\n", "\n::::\n", "\n^^^ c\n", "\n^^^\n",
        "<", ">", "<b>", "<!--", "-->", "<https://a.b>", "http://a.b/c", "www.a.b", "mailto:a@b.c", "&amp;", "&#1;", "&", "\\", "\\|", "\\[", "\"", "'", "...", "--", "---",
        "é", "Зеркало", "電影。", "🎬", "e\u0301", "\u0001", "\uFFFE", "\uD83C", "\uDFAC", "\u200D", "\u00A0", "\uFEFF", "javascript:x", "//h",
    ];

    public static string Make(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var count = random.Next(1, 60); count > 0; count--)
            text.Append(Tokens[random.Next(Tokens.Length)]);
        return text.ToString();
    }
}
