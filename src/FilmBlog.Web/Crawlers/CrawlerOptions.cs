using System.ComponentModel.DataAnnotations;

namespace FilmBlog.Web.Crawlers;

/// <summary>The section <c>FilmBlog:Crawlers</c>: who is asked to stay away, in <c>robots.txt</c>. Search engines are welcome.</summary>
public sealed class CrawlerOptions : IValidatableObject
{
    // By the names that their makers publish. Google-Extended and Applebot-Extended are no crawlers of their own: refusing them keeps what
    // the search engines read out of the models.
    private static readonly string[] Ai =
    [
        "AI2Bot", "Amazonbot", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "cohere-training-data-crawler", "Diffbot", "Google-Extended", "GPTBot",
        "meta-externalagent", "PerplexityBot",
    ];

    /// <summary>Whether crawlers that gather text for language models are asked to stay away.</summary>
    public bool RefuseAi { get; set; }

    /// <summary>Further crawlers that are asked to stay away, by the names they go by; comma-separated.</summary>
    public string? Refuse { get; set; }

    /// <summary>The names of all that are asked to stay away.</summary>
    internal IReadOnlyList<string> Refused => [.. (RefuseAi ? Ai : []).Concat(Named).Distinct(StringComparer.OrdinalIgnoreCase)];

    private string[] Named => (Refuse ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // RFC 9309: letters, hyphens and underscores; some crawlers have digits besides.
        foreach (var name in Named.Where(name => !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            yield return new ValidationResult($"FilmBlog:Crawlers:Refuse names \"{name}\"; it must be a list of crawlers' names, such as GPTBot, CCBot.");
        }
    }
}
