using System.Globalization;
using FilmBlog.Core.Domain;

namespace FilmBlog.Web.Crawlers.Links;

/// <summary>Where an address is written.</summary>
/// <param name="Text">The text: <c>reviews/zerkalo</c>, <c>about</c>, <c>blogroll</c>.</param>
/// <param name="Line">The line in it, from 1; 0 where there are none.</param>
internal readonly record struct LinkPlace(string Text, int Line)
{
    public override string ToString() => Line == 0 ? Text : string.Create(CultureInfo.InvariantCulture, $"{Text}:{Line}");
}

/// <summary>A link, or a picture, as it is written.</summary>
/// <param name="Place">Where.</param>
/// <param name="Url">What is written there.</param>
/// <param name="Address">What it means: absolute, on this site or elsewhere.</param>
internal sealed record WrittenLink(LinkPlace Place, string Url, Uri Address)
{
    /// <summary>The path in the form in which the site looks it up; null where it is none.</summary>
    public string? Path { get; } = Address.AbsolutePath == "/" ? "/" : Redirect.NormalPath(Address.AbsolutePath);

    /// <summary>The place on the page; empty where none is named.</summary>
    public string Fragment => Uri.UnescapeDataString(Address.Fragment.TrimStart('#'));
}

/// <summary>Something that is wrong with an address.</summary>
/// <param name="Place">Where it is written.</param>
/// <param name="Url">As it is written.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="IsBroken">Whether readers do not come where it should lead; otherwise they come there by another address.</param>
internal sealed record LinkFinding(LinkPlace Place, string Url, string Sentence, bool IsBroken)
{
    public override string ToString() => $"{Place}: {Url}: {Sentence}";
}

/// <summary>What stands at an address: nothing is wrong, it has moved, or it is not to be found.</summary>
/// <param name="Sentence">What is wrong; null: nothing.</param>
/// <param name="IsBroken">Whether readers do not come there.</param>
internal readonly record struct LinkAnswer(string? Sentence, bool IsBroken)
{
    public static LinkAnswer Fine { get; }

    public static LinkAnswer Broken(string sentence) => new(sentence, IsBroken: true);

    public static LinkAnswer Moved(string address) => new($"it has moved to {address}", IsBroken: false);

    public LinkFinding? At(LinkPlace place, string url) => Sentence is { } sentence ? new LinkFinding(place, url, sentence, IsBroken) : null;
}
