using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FilmBlog.Web.Desk;

/// <summary>What comes out of a form: a line, or a whole text.</summary>
internal static class FormText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n')), '\uFFFE', '\uFFFF']);

    /// <summary>
    /// A line without the spaces around it; tabs and line ends in it become spaces, as in an imported file. Null where nothing is typed, or
    /// where what is typed is not allowed: then the field says why.
    /// </summary>
    /// <param name="state">Where the field's problem goes.</param>
    /// <param name="key">The field.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="what">What a sentence calls it: <c>The name</c>.</param>
    /// <param name="most">The most characters.</param>
    /// <param name="required">Whether nothing is a problem.</param>
    public static string? Line(this ModelStateDictionary state, string key, string? typed, string what, int most, bool required = true)
    {
        var line = string.Join(' ', (typed ?? "").Split(['\t', '\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries)).Trim();
        if (line.Length == 0)
        {
            if (required)
            {
                state.AddModelError(key, $"{what} is missing.");
            }

            return null;
        }

        if (ControlCharacter(line) is { } control)
        {
            state.AddModelError(key, $"{what} contains the control character {control}; take it out.");
            return null;
        }

        if (line.Length > most)
        {
            state.AddModelError(key, string.Create(CultureInfo.InvariantCulture, $"{what} has {line.Length} characters; at most {most} are allowed."));
            return null;
        }

        return line;
    }

    /// <summary>A text with the line ends of a file, without blank lines around it; browsers send other line ends than they were given.</summary>
    public static string Text(string? typed)
    {
        var lines = (typed ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').AsSpan();
        while (lines is [var first, ..] && string.IsNullOrWhiteSpace(first))
        {
            lines = lines[1..];
        }

        while (lines is [.., var last] && string.IsNullOrWhiteSpace(last))
        {
            lines = lines[..^1];
        }

        return string.Join('\n', lines!);
    }

    /// <summary>A text as files have it: after a blank line, with a line end at its end.</summary>
    public static string Markdown(string text) => text.Length == 0 ? "" : $"\n{text}\n";

    /// <summary>What tells whether a text is still the one with which a form began.</summary>
    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    /// <summary>What is wrong with what was typed as the last part of an address, in a sentence.</summary>
    public static string WrongSlug(string typed)
    {
        if (typed.Length == 0)
        {
            return "The address is missing.";
        }

        const string Form = "An address has small letters a to z, digits and single hyphens between them";
        return typed.Length > Slug.MaxLength
            ? string.Create(CultureInfo.InvariantCulture, $"The address has {typed.Length} characters; at most {Slug.MaxLength} are allowed.")
            : Slug.From(typed) is { } near && near.Value != typed ? $"{Form}, such as “{near}”." : $"{Form}, and is no name that Windows keeps for a device.";
    }

    /// <summary>The first control character of a text that has no business there: <c>U+0007</c>.</summary>
    public static string? ControlCharacter(string text)
    {
        // A text has line ends and tabs.
        var at = text.AsSpan().IndexOfAny(Forbidden);
        return at < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[at]:X4}");
    }
}
