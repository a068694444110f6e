using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Markup;

namespace FilmBlog.Core.Tests.Markup;

public sealed class VersionTests
{
    private const string Everything =
        """
        # The *Mirror* ||He dies||

        He said "no" -- 'never'... it's **so** ~~old~~ `x`, ||The *end* [a](/u)||, [a ||b||](/c "t") <https://a.example>\
        www.b.example [x](javascript:x) <b>raw</b> &copy; &#1; a[^1] b[^1] c[^n]

        ![A frame](a.webp "Caption")

        ![in](a.webp) line ![gone](gone.webp) ![far](https://c.example/x.webp)

        | a | b | c |
        |:--|:-:|--:|
        | 1 | *2* |

        ### Sub

        ### Sub

        1. one
           - two

             three
        2. > quote

        ::: spoiler The end
        Gone.
        ::: spoiler
        - `x`
        :::
        :::

        ^^^ First
        ![b](b.webp)
        ^^^ Last *one*

        ---

        ```cs
        x = 1;
        ```

            indented

        Above
        =====

        [^1]: Note.
        [^n]: Other.

            ![c](c.webp)
        """;

    // Stored HTML is rendered anew when its version differs. Who changes what is rendered raises MarkdownBody.Version and adds a line.
    private static readonly Dictionary<int, string> Known = new()
    {
        [1] = "1da4876dca7106b2",
        [2] = "d41e884eda3406af",
    };

    [Fact]
    public void The_version_is_raised_when_the_output_changes()
    {
        var body = MarkdownBody.Parse(Everything).Render(url => url.Length == 6
            ? new MarkupImage("/media/" + url, 8, 6) { Set = "/media/b.jpg 8w", WebPSet = "/media/b.webp 8w", ToneClass = "tone-5" }
            : null);
        var rendered = string.Join('\n', body.Html, body.PlainText, body.Excerpt, $"{body.Words}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rendered)))[..16];
        Assert.True(
            Known.TryGetValue(MarkdownBody.Version, out var known) && known == hash, $"Version {MarkdownBody.Version} renders to {hash}:\n{rendered}");
    }
}
