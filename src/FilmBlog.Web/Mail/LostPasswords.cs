using System.Threading.Channels;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Health;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Mail;

/// <summary>
/// Sends letters with a link to those who have lost their password. Whether there is such an author is looked up here, after the answer: how
/// long that takes, and whether a letter leaves, tells the asker nothing.
/// </summary>
public sealed partial class LostPasswords(IServiceScopeFactory scopes, Postman postman, SiteHealth health, SiteProfile site, TimeProvider clock, ILogger<LostPasswords> log)
    : BackgroundService
{
    private const string Work = "sending a link for a new password";

    // Nobody's letter-box is filled by others.
    private static readonly TimeSpan BetweenLetters = TimeSpan.FromMinutes(5);

    private readonly Dictionary<int, DateTimeOffset> sent = [];

    // More than a few at once are no authors.
    private readonly Channel<Asked> asked = Channel.CreateBounded<Asked>(new BoundedChannelOptions(20) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Notes that somebody has lost the password of an address.</summary>
    /// <param name="email">The address.</param>
    /// <param name="origin">Where the site stands, without a slash at the end.</param>
    /// <param name="address">The network address of who asks.</param>
    public void Ask(string email, string origin, string? address) => asked.Writer.TryWrite(new Asked(email, origin, address));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var question in asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await AnswerAsync(question, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next letter may leave.
                health.Failed(Work, failure);
                Log.NotSent(log, failure);
            }
        }
    }

    private async Task AnswerAsync(Asked question, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Author>>().FindByEmailAsync(question.Email) is not { IsLocked: false } author
            || (sent.TryGetValue(author.Id, out var last) && now - last < BetweenLetters))
        {
            return;
        }

        var link = question.Origin + scope.ServiceProvider.GetRequiredService<PasswordLinks>().PathFor(author, PasswordLinks.ForLost);
        await postman.SendAsync(new Letter(author.Name, author.Email!, $"A new password for {site.Title}", $"""
            Somebody, probably you, asked for a new password for {site.Title}.

            Open this within the hour; it works once:

            {link}

            The second step of the sign-in, if you use one, stays as it is.
            If you did not ask for this, there is nothing to do: your password is unchanged.
            """), cancellationToken);
        health.Worked(Work);
        sent[author.Id] = now;
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        db.AuditTrail.Add(new AuditEntry(now, null, Refusals.Somebody, "had a link for a password sent to", author.Name) { ClientAddress = question.Address });
        await db.SaveChangesAsync(cancellationToken);
        Log.Sent(log);
    }

    private sealed record Asked(string Email, string Origin, string? Address);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A letter with a link to choose a new password was sent")]
        public static partial void Sent(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "A letter with a link to choose a new password could not be sent: look at the settings FilmBlog:Mail")]
        public static partial void NotSent(ILogger logger, Exception failure);
    }
}
