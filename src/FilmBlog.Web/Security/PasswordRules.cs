using System.Reflection;
using System.Text;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>
/// Which passwords are taken: from 12 to 256 characters of any kind, unless somebody who tries the likely ones would find it soon.
/// </summary>
internal sealed class PasswordRules(SiteOptions site, SiteProfile profile) : IPasswordValidator<Author>
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most: longer ones would only cost time.</summary>
    public const int Longest = 256;

    /// <summary>What a form says of them.</summary>
    public const string Hint = "At least 12 characters; a sentence is good. It need not have digits or signs.";

    // What is left of a password when a word that everybody tries is taken out of it must be worth something by itself.
    private const int LeastBesideWord = 8;
    private const int LeastDifferent = 5;
    private const int ShortestWord = 6;
    private const int LongestWord = 24;

    private static readonly Lazy<HashSet<string>> Common = new(() => Read("common-passwords.txt"));

    // Of those that are long enough the commonest: refused as they are, not as parts.
    private static readonly Lazy<HashSet<string>> CommonAndLong = new(() => Read("common-long-passwords.txt"));

    public Task<IdentityResult> ValidateAsync(UserManager<Author> manager, Author user, string? password) =>
        Task.FromResult(WrongWith(password ?? "", user.Name, user.Email, profile.Title, site.Title, site.BaseUrl) is { } sentence
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = sentence })
            : IdentityResult.Success);

    /// <summary>Says in a sentence why a password is refused; null: it is taken.</summary>
    /// <param name="password">The password.</param>
    /// <param name="known">What others know of the author and the site: names, addresses.</param>
    public static string? WrongWith(string password, params IEnumerable<string?> known)
    {
        var length = password.EnumerateRunes().Count();
        if (length is < Shortest or > Longest)
        {
            return $"A password has from {Shortest} to {Longest} characters; this one has {length}.";
        }

        if (!Folding.IsWellFormed(password))
        {
            return "This password holds something that is no character at all, and that no keyboard types; choose another.";
        }

        var folded = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        if (folded.Distinct().Count() < LeastDifferent || IsRepeated(folded) || IsRow(folded))
        {
            return "This password repeats itself or counts up; choose one that is harder to guess.";
        }

        if (Common.Value.Contains(folded) || CommonAndLong.Value.Contains(folded) || WordsIn(folded).Any(word => IsLittleBeside(folded, word)))
        {
            return "This password is among the first that would be tried; choose another.";
        }

        return known.SelectMany(Parts).Any(part => IsLittleBeside(folded, part))
            ? "This password is little more than a name that others know; choose another."
            : null;
    }

    // The same few characters again and again: rainrainrain.
    private static bool IsRepeated(string text) =>
        Enumerable.Range(1, text.Length / 2).Any(unit => Enumerable.Range(unit, text.Length - unit).All(i => text[i] == text[i - unit]));

    // Each character a step from the one before: abcdefghijkl.
    private static bool IsRow(string text) => text.Zip(text.Skip(1), (a, b) => b - a).Distinct().Count() == 1;

    private static bool IsLittleBeside(string text, string word) => text.Replace(word, "", StringComparison.Ordinal).Length is var rest && rest < text.Length && rest < LeastBesideWord;

    private static IEnumerable<string> WordsIn(string text) =>
        from start in Enumerable.Range(0, text.Length)
        from length in Enumerable.Range(ShortestWord, Math.Max(0, Math.Min(LongestWord, text.Length - start) - ShortestWord + 1))
        let word = text.Substring(start, length)
        where Common.Value.Contains(word)
        select word;

    private static IEnumerable<string> Parts(string? known) =>
        (known ?? "").ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+', '/', ':'], StringSplitOptions.RemoveEmptyEntries).Append((known ?? "").ToLowerInvariant()).Where(part => part.Length >= 4);

    private static HashSet<string> Read(string list)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(list)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
