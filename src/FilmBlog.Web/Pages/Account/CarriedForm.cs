using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace FilmBlog.Web.Pages.Account;

/// <summary>
/// What somebody was sending when their sign-in had ended: carried through the forms of the sign-in as one hidden field, and sent on afterwards.
/// </summary>
/// <param name="Fields">Names and values, in order.</param>
/// <param name="HasFiles">Whether there were files, which a page cannot carry.</param>
public sealed record CarriedForm(IReadOnlyList<KeyValuePair<string, string>> Fields, bool HasFiles)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Takes what was posted, but for what the page that sent it needs no more, and for what must not stand in a page.</summary>
    public static CarriedForm Of(IFormCollection form) => new(
        [
            .. form.Where(field => field.Key != "__RequestVerificationToken" && !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
                .SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? "")),
        ],
        form.Files.Count > 0);

    /// <summary>Reads what <see cref="ToString"/> wrote; null: it is none.</summary>
    public static CarriedForm? Parse(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<CarriedForm>(text, Compact);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value of the hidden field.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Compact);
}
