using System.CommandLine;
using System.Text;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog author add NAME --email E</c>, <c>author reset E</c>, <c>author list</c>.</summary>
internal static class AuthorCommand
{
    public static Command Create(IReadOnlyList<string> settings) => new("author", "Adds authors, lists them, and gives those a new password who have lost theirs.")
    {
        Add(settings),
        Reset(settings),
        List(settings),
    };

    private static Option<bool> FromInput() => new("--password-stdin") { Description = "Read the password from the first line of standard input instead of asking for it." };

    private static Command Add(IReadOnlyList<string> settings)
    {
        var name = new Argument<string>("NAME") { Description = "The name that colleagues see." };
        var email = new Option<string>("--email") { Description = "The address under which they sign in.", Required = true };
        var owner = new Option<bool>("--owner") { Description = "They may do everything. The first author always may." };
        var fromInput = FromInput();
        var command = new Command("add", "Adds an author. The password is asked for on the terminal.") { name, email, owner, fromInput };
        command.SetAction((parsed, cancellationToken) => WithinAsync(settings, async services =>
        {
            var password = ReadPassword(parsed.GetValue(fromInput));
            var (result, author) = await services.GetRequiredService<AuthorBook>().AddAsync(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(email), parsed.GetValue(owner) ? AuthorRole.Owner : AuthorRole.Author, password, cancellationToken);
            return Tell(result, $"added {author?.Name} as {(author?.Role == AuthorRole.Owner ? "an owner" : "an author")}");
        }));
        return command;
    }

    private static Command Reset(IReadOnlyList<string> settings)
    {
        var email = new Argument<string>("EMAIL") { Description = "The address under which the author signs in." };
        var fromInput = FromInput();
        var withoutSecondStep = new Option<bool>("--without-second-step") { Description = "Take the second step away too, for who has lost its device and the recovery codes." };
        var command = new Command("reset", "Gives an author a new password, asked for on the terminal, and ends all their sessions. The second step stays.") { email, fromInput, withoutSecondStep };
        command.SetAction((parsed, cancellationToken) => WithinAsync(settings, async services =>
        {
            if (await services.GetRequiredService<UserManager<Author>>().FindByEmailAsync(parsed.GetRequiredValue(email)) is not { } author)
            {
                await Console.Error.WriteLineAsync($"There is no author with the address {parsed.GetRequiredValue(email)}. Try: filmblog author list");
                return 1;
            }

            var result = await services.GetRequiredService<AuthorPasswords>().SetAsync(author, ReadPassword(parsed.GetValue(fromInput)));
            var book = services.GetRequiredService<AuthorBook>();
            if (result.Succeeded && parsed.GetValue(withoutSecondStep))
            {
                result = await book.TakeSecondStepAsync(author, cancellationToken);
            }

            if (result.Succeeded)
            {
                await book.NoteAsync("set the password of", author, cancellationToken);
            }

            return Tell(result, author.IsLocked ? $"{author.Name} has a new password, but is locked: an owner unlocks them at the desk" : $"{author.Name} has a new password");
        }));
        return command;
    }

    private static Command List(IReadOnlyList<string> settings)
    {
        var command = new Command("list", "Lists the authors: address, role, name.");
        command.SetAction((_, cancellationToken) => WithinAsync(settings, async services =>
        {
            foreach (var author in await services.GetRequiredService<FilmBlogContext>().Authors.OrderBy(a => a.Id).ToListAsync(cancellationToken))
            {
                Console.WriteLine($"{author.Email}\t{(author.Role == AuthorRole.Owner ? "owner" : "author")}{(author.IsLocked ? ", locked" : "")}\t{author.Name}");
            }

            return 0;
        }));
        return command;
    }

    private static Task<int> WithinAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> verb) => CommandLine.WithSiteAsync(settings, async (services, _) =>
    {
        await using var scope = services.CreateAsyncScope();
        return await verb(scope.ServiceProvider);
    });

    private static int Tell(IdentityResult result, string done)
    {
        foreach (var sentence in result.Sentences())
        {
            Console.Error.WriteLine(sentence);
        }

        if (result.Succeeded)
        {
            Console.WriteLine(done);
        }

        return result.Succeeded ? 0 : 1;
    }

    private static string ReadPassword(bool fromInput)
    {
        if (fromInput)
        {
            return Console.In.ReadLine() ?? "";
        }

        if (Console.IsInputRedirected)
        {
            throw new StartException("There is no terminal to ask for the password: give it on standard input, with --password-stdin.");
        }

        var password = Ask("Password: ");
        return password == Ask("Once more: ") ? password : throw new StartException("The two passwords are not the same.");
    }

    // Without echo.
    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
