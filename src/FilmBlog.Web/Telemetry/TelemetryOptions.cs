using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using FilmBlog.Core.Writing;

namespace FilmBlog.Web.Telemetry;

/// <summary>The section <c>FilmBlog:Telemetry</c>: whom the site tells how it is doing. Without it nobody is told, and nothing is measured for it.</summary>
public sealed partial class TelemetryOptions : IValidatableObject
{
    /// <summary>A collector that takes OpenTelemetry over HTTP (protobuf), such as <c>http://127.0.0.1:4318</c>: metrics and traces are sent there.</summary>
    public string? Otlp { get; set; }

    /// <summary>The path at which Prometheus may ask for metrics, such as <c>/metrics</c>; needs <see cref="Token"/>.</summary>
    public string? Prometheus { get; set; }

    /// <summary>What Prometheus has to show (<c>Authorization: Bearer …</c>): 20 characters or more.</summary>
    public string? Token { get; set; }

    /// <summary>Whether anything is measured.</summary>
    internal bool IsOn => Otlp is not null || Prometheus is not null;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Otlp is not null && !(Uri.TryCreate(Otlp, UriKind.Absolute, out var collector) && collector is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }))
        {
            yield return new ValidationResult($"FilmBlog:Telemetry:Otlp is \"{Otlp}\"; it must be the http or https address of a collector, such as http://127.0.0.1:4318.");
        }

        if (Prometheus is null)
        {
            yield break;
        }

        if (!OnePart().IsMatch(Prometheus) || ReviewAddresses.IsAnsweredBySite(Prometheus))
        {
            yield return new ValidationResult(
                $"FilmBlog:Telemetry:Prometheus is \"{Prometheus}\"; it must be a path of one part in lower-case letters, digits and hyphens at which the site answers nothing else, such as /metrics.");
        }

        if (Token is null || !Secret().IsMatch(Token))
        {
            yield return new ValidationResult(
                "FilmBlog:Telemetry:Prometheus is set, and FilmBlog:Telemetry:Token is not, or is too short: it must be 20 or more letters, digits and signs without spaces, and Prometheus must show it.");
        }
    }

    [GeneratedRegex("^/[a-z0-9-]{1,60}$", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OnePart();

    [GeneratedRegex("^[!-~]{20,500}$", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
