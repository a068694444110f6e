using System.ComponentModel.DataAnnotations;
using System.Net;
using MailKit.Security;
using MimeKit;

namespace FilmBlog.Web.Mail;

/// <summary>The section <c>FilmBlog:Mail</c>: by which server letters leave. Without <see cref="Host"/> none do.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The SMTP server's name.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is kept private: <c>StartTls</c>, <c>SslOnConnect</c>, or <c>None</c>, which only loopback should be given.</summary>
    public string Security { get; set; } = "StartTls";

    /// <summary>The name under which the site signs in there; none: it does not.</summary>
    public string? User { get; set; }

    /// <summary>The password for that.</summary>
    public string? Password { get; set; }

    /// <summary>The address that letters come from, such as <c>Zerkalo &lt;desk@films.example&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Whether letters can be sent.</summary>
    internal bool IsOn => !string.IsNullOrWhiteSpace(Host);

    private bool IsHere => Host!.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary><see cref="Security"/> as MailKit names it.</summary>
    internal SecureSocketOptions SocketOptions => Enum.Parse<SecureSocketOptions>(Security, ignoreCase: true);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Security.Equals("StartTls", StringComparison.OrdinalIgnoreCase) || Security.Equals("SslOnConnect", StringComparison.OrdinalIgnoreCase) || Security.Equals("None", StringComparison.OrdinalIgnoreCase)))
        {
            yield return new ValidationResult($"FilmBlog:Mail:Security is \"{Security}\"; it must be StartTls, SslOnConnect or None.");
        }

        if (IsOn && Security.Equals("None", StringComparison.OrdinalIgnoreCase) && !IsHere)
        {
            yield return new ValidationResult($"FilmBlog:Mail:Security is None and the server {Host} is another machine: links that set passwords would go there in clear. Use StartTls or SslOnConnect.");
        }

        if (IsOn && !MailboxAddress.TryParse(From, out _))
        {
            yield return new ValidationResult($"FilmBlog:Mail:From is \"{From}\"; where FilmBlog:Mail:Host is set it must be an address, such as desk@films.example.");
        }
    }
}
