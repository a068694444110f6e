using System.Buffers.Text;
using System.Text;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Pages.Account;

/// <summary>
/// What somebody was sending when their sign-in had ended: carried through the forms of the sign-in as one hidden field, and sent on afterwards.
/// </summary>
/// <param name="Fields">Names and values, in order.</param>
/// <param name="HasFiles">Whether there were files, which a page cannot carry.</param>
public sealed record CarriedForm(IReadOnlyList<KeyValuePair<string, string>> Fields, bool HasFiles)
{
    private const int MaxFields = 1024;

    /// <summary>
    /// Takes what was posted, but for what the page that sent it needs no more, and for what must not stand in a page. Null: it is too much.
    /// </summary>
    public static CarriedForm? Of(IFormCollection form)
    {
        var carried = new CarriedForm(
            [
                .. form.Where(field => field.Key != "__RequestVerificationToken" && !IsSecret(field.Key))
                    .SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? "")),
            ],
            form.Files.Count > 0);
        return carried.Fields.Count <= MaxFields && carried.Fields.Sum(field => (long)Encoding.UTF8.GetByteCount(field.Key) + Encoding.UTF8.GetByteCount(field.Value)) <= Strangers.MostKept
            ? carried
            : null;
    }

    /// <summary>Whether what a field holds must not stand in a page.</summary>
    public static bool IsSecret(string field) => field.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what <see cref="ToString"/> wrote; null: it is none.</summary>
    public static CarriedForm? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(Base64Url.DecodeFromChars(text)), Encoding.UTF8);
        try
        {
            var (hasFiles, count) = (reader.ReadBoolean(), reader.ReadInt32());
            var fields = new List<KeyValuePair<string, string>>();
            if (count is < 0 or > MaxFields)
            {
                return null;
            }

            for (var field = 0; field < count; field++)
            {
                fields.Add(KeyValuePair.Create(reader.ReadString(), reader.ReadString()));
            }

            return new CarriedForm(fields, hasFiles);
        }
        catch (Exception broken) when (broken is IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The value of the hidden field: letters that no page has to write in another way, four for three bytes.</summary>
    public override string ToString()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(HasFiles);
            writer.Write(Fields.Count);
            foreach (var (name, value) in Fields)
            {
                writer.Write(name);
                writer.Write(value);
            }
        }

        return Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
