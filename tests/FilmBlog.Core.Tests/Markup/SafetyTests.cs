using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

public sealed class SafetyTests
{
    private static readonly string[] Schemes = ["javascript", "JaVaScRiPt", "vbscript", "data", "file", "blob", "livescript", "view-source", "x-y+z.1"];

    private static readonly string[] Addresses =
    [
        .. Schemes.SelectMany(scheme => new[]
        {
            $"{scheme}:alert(1)", $"{scheme}&colon;alert(1)", $"{scheme}&#58;alert(1)", $"{scheme}&#x3A;alert(1)", $"{scheme}\\:alert(1)",
            $" {scheme}:alert(1)", $"\u0001{scheme}:alert(1)", $"&#1;{scheme}:alert(1)", $"&Tab;{scheme}:alert(1)", $"&NewLine;{scheme}:alert(1)",
            $"{scheme[..2]}&Tab;{scheme[2..]}:alert(1)", $"{scheme[..2]}&#10;{scheme[2..]}:alert(1)", $"{scheme[..2]}\t{scheme[2..]}:alert(1)",
            $"{scheme[..2]}\u00AD{scheme[2..]}:alert(1)", $"&#{(int)scheme[0]};{scheme[1..]}:alert(1)", $"&#x{(int)scheme[0]:x};{scheme[1..]}:alert(1)",
            $"{scheme}\u0000:alert(1)", $"\uFEFF{scheme}:alert(1)", $"{scheme}://%0Aalert(1)", $"\u00A0{scheme}:alert(1)", $"\u3000{scheme}:alert(1)",
        }),
        "//evil.example", "///evil.example", "\\\\\\\\evil.example", "/\\\\evil.example", "\\\\/evil.example", "&#x2F;/evil.example", "&sol;&sol;evil.example",
        "\t//evil.example", "/&Tab;/evil.example", "/&NewLine;/evil.example", "&bsol;&bsol;evil.example",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=alert(1)>", "\"onerror=alert(1) x=\"", "'onerror=alert(1)'",
    ];

    private static readonly string[] Html =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
        "<p style=color:red onclick=alert(1)>", "<style>*{display:none}</style>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
        "<form action=x><button>b</button></form>", "<object data=x></object>", "<embed src=x>", "<math><mi xlink:href=javascript:alert(1)>", "</p></div></article>",
        "<!-- x --><b>y</b>", "<![CDATA[<script>alert(1)</script>]]>", "<?php x ?>", "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "{onclick=alert(1) #id .c}",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "\\<script>alert(1)\\</script>", "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
        "</label><script>", "</summary><script>", "</textarea><script>", "`<script>`", "</title><script>", "\u2028<script>", "<<script>alert(1)//<</script>",
    ];

    private static readonly string[] Positions =
    [
        "{0}", "a {0} b", "[a]({0})", "[a](<{0}>)", "![a]({0})", "![a](<{0}>)", "<{0}>", "[a]: {0}\n\n[a] ![a]", "[a]: <{0}>\n\n[a] ![a]", "[{0}]({0} '{0}')",
        "[a](/u \"{0}\")", "![{0}](x.webp)", "![a](x.webp \"{0}\")", "# {0}", "{0}\n===", "`{0}`", "``` {0}\n{0}\n```", "    {0}", "| {0} | b |\n|---|---|\n| {0} | {0} |",
        "||{0}||", "[||{0}||]({0})", "::: spoiler {0}\n{0}\n:::", "^^^ {0}\n{0}\n^^^ {0}", "x[^1]\n\n[^1]: {0}", "x[^{0}]\n\n[^{0}]: y", "**{0}** *{0}* ~~{0}~~", "> {0}", "- {0}",
        "1. {0}", "http://{0}", "https://a.b/{0}", "www.a.b/{0}", "mailto:{0}@a.b",
    ];

    public static TheoryData<string> AllPositions => [.. Positions];

    [Theory]
    [MemberData(nameof(AllPositions))]
    public void No_address_and_no_HTML_of_an_author_becomes_live(string position)
    {
        foreach (var payload in Addresses.Concat(Html))
        {
            var markdown = position.Replace("{0}", payload, StringComparison.Ordinal);
            foreach (var served in new[] { true, false })
            {
                var html = MarkdownBody.Parse(markdown).Render(url => served ? new MarkupImage(url, 8, 6) : null).Html;
                Assert.True(LiveMarkup.In(html) is null, $"{LiveMarkup.In(html)} from {markdown}\n{html}");
            }
        }
    }

    [Fact]
    public void Control_characters_and_noncharacters_never_reach_the_HTML()
    {
        for (var code = 0; code <= 0x10FFFF; code += code < 0x300 ? 1 : code is > 0xFD00 and < 0xFE00 ? 1 : 0xFF)
        {
            var written = code is >= 0xD800 and < 0xE000 ? ((char)code).ToString() : char.ConvertFromUtf32(code);
            var body = MarkdownBody.Parse($"a{written}b [c](/{written}) ![{written}](x) `{written}` &#{code}; &#x{code:X};\n\n# {written}&#{code};&#x{code:X};\n\n::: spoiler {written}\n");
            var rendered = body.Render(_ => null);
            foreach (var text in new[] { rendered.Html, rendered.PlainText, rendered.Excerpt })
            {
                Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is < 0x20 and not (9 or 10 or 13) or (>= 0x7F and < 0xA0));
                Assert.DoesNotContain(text.EnumerateRunes(), rune => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF);
                Assert.DoesNotContain(text, char.IsSurrogate(written[0]) && written.Length == 1 ? written : "\u0001");
            }
        }
    }

    [Fact]
    public void The_address_of_an_image_is_served_only_if_it_is_one()
    {
        var html = MarkdownBody.Parse("![a](x)").Render(_ => new MarkupImage("javascript:alert(1)", 1, 1)).Html;
        Assert.Equal("<p><span class=\"missing-image\">a</span></p>\n", html);
    }
}
