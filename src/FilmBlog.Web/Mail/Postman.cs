using System.Diagnostics.Metrics;
using FilmBlog.Web.Telemetry;
using MailKit.Net.Smtp;
using MimeKit;

namespace FilmBlog.Web.Mail;

/// <summary>Brings letters to the server of the settings.</summary>
public sealed class Postman(SiteOptions site, IMeterFactory meters)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Counter<long> letters = meters.OfSite().CreateCounter<long>("filmblog.letters", "{letter}", "Letters that were to be sent.");

    /// <summary>Sends one. Throws what MailKit throws where the server does not take it.</summary>
    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var sent = false;
        try
        {
            await DeliverAsync(letter, cancellationToken);
            sent = true;
        }
        finally
        {
            letters.Add(1, new KeyValuePair<string, object?>("outcome", sent ? "sent" : "failed"));
        }
    }

    private async Task DeliverAsync(Letter letter, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(site.Mail.From!));
        message.To.Add(new MailboxAddress(letter.Name, letter.Address));
        message.Subject = letter.Subject;
        message.Body = new TextPart("plain") { Text = letter.Text };
        // So that no other machine answers it with a note of absence.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");

        using var server = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await server.ConnectAsync(site.Mail.Host!, site.Mail.Port, site.Mail.SocketOptions, cancellationToken);
        if (!string.IsNullOrEmpty(site.Mail.User))
        {
            await server.AuthenticateAsync(site.Mail.User, site.Mail.Password ?? "", cancellationToken);
        }

        await server.SendAsync(message, cancellationToken);
        await server.DisconnectAsync(quit: true, cancellationToken);
    }
}
