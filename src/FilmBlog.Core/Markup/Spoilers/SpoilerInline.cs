using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>Text that gives the film away: <c>||text||</c>.</summary>
internal sealed class SpoilerInline : ContainerInline;

/// <summary>An opening <c>||</c> whose end has not been met.</summary>
internal sealed class SpoilerDelimiter(InlineParser parser) : DelimiterInline(parser)
{
    public override string ToLiteral() => "||";
}
