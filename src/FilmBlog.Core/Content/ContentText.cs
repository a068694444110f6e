using System.Text;

namespace FilmBlog.Core.Content;

/// <summary>Reads the text of a content file, or says why not.</summary>
internal static class ContentText
{
    // Front matter and body at their limits, with room for neither more nor a surprise.
    private const int MaxBytes = ReviewReader.MaxBodyBytes + (4 * FrontMatter.MaxLength);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; null with a sentence when the file cannot be read as UTF-8.</summary>
    public static async Task<(string? Text, ContentProblem? Problem)> ReadAsync(ContentFile file, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(file.FullPath).Length > MaxBytes)
            {
                return (null, new ContentProblem(file.Name, 1, "the file is too large: front matter may have 64 KB, a body 256 KB"));
            }

            bytes = await File.ReadAllBytesAsync(file.FullPath, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, new ContentProblem(file.Name, 1, $"the file cannot be read: {unreadable.Message}"));
        }

        try
        {
            return (Strict.GetString(bytes), null);
        }
        catch (DecoderFallbackException broken)
        {
            var line = 1 + bytes.AsSpan(0, Math.Max(0, broken.Index)).Count((byte)'\n');
            return (null, new ContentProblem(file.Name, line, "the file is not UTF-8; save it in that encoding"));
        }
    }
}
