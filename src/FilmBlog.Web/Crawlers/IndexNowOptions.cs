using System.ComponentModel.DataAnnotations;

namespace FilmBlog.Web.Crawlers;

/// <summary>The section <c>FilmBlog:IndexNow</c>: whether search engines are told at once of what changed. Without <see cref="Key"/> nothing is sent.</summary>
public sealed class IndexNowOptions : IValidatableObject
{
    /// <summary>The most addresses of one message.</summary>
    internal const int MostAddresses = 10_000;

    /// <summary>A word of one's own choice, 8 to 128 letters, digits and hyphens, served at <c>/{key}.txt</c>: the proof that a message is this site's.</summary>
    public string? Key { get; set; }

    /// <summary>Where messages go: the one that shares them with all search engines that take part, or one of theirs.</summary>
    public string Endpoint { get; set; } = "https://api.indexnow.org/indexnow";

    /// <summary>Whether search engines are told.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Key);

    /// <summary>Where the key is served: in lower case, as every address of the site.</summary>
    internal string KeyPath => $"/{Key!.ToLowerInvariant()}.txt";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !(Key!.Length is >= 8 and <= 128 && Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
        {
            yield return new ValidationResult($"FilmBlog:IndexNow:Key is \"{Key}\"; it must be 8 to 128 letters, digits and hyphens.");
        }

        if (!(Uri.TryCreate(Endpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"FilmBlog:IndexNow:Endpoint is \"{Endpoint}\"; it must be an http or https address, such as https://api.indexnow.org/indexnow.");
        }
    }
}
