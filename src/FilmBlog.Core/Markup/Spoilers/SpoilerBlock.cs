using Markdig.Parsers;
using Markdig.Syntax;

namespace FilmBlog.Core.Markup.Spoilers;

/// <summary>Blocks that give the film away, between <c>::: spoiler Title</c> and <c>:::</c>.</summary>
internal sealed class SpoilerBlock(BlockParser parser, string title, int fence) : ContainerBlock(parser)
{
    /// <summary>Shown while the spoiler is closed; plain text.</summary>
    public string Title { get; } = title;

    /// <summary>How many colons opened it: at least as many close it.</summary>
    public int Fence { get; } = fence;
}
