using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Media;

/// <summary>A file of a form that is being sent.</summary>
/// <param name="Name">What its sender calls it; never part of a path here.</param>
/// <param name="Content">Its bytes as they come in.</param>
internal sealed record UploadedFile(string Name, Stream Content);

/// <summary>What was sent cannot be taken; the message says why in a sentence.</summary>
internal sealed class UploadRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>
/// The files of a form, one after the other as they come in: the form is never held as a whole, neither in memory nor on disk. What protects
/// the form must stand before the first file, in a header or in a field.
/// </summary>
internal sealed class UploadedFiles(IAntiforgery antiforgery)
{
    private const string TokenHeader = "RequestVerificationToken";
    private const string TokenField = "__RequestVerificationToken";
    private const int MaxField = 4096;

    /// <summary>Each file must be read before the next is asked for. Throws <see cref="UploadRefusedException"/>.</summary>
    public async IAsyncEnumerable<UploadedFile> ReadAsync(HttpContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = ReaderOf(context.Request);
        var isOurs = context.Request.Headers.ContainsKey(TokenHeader) && await antiforgery.IsRequestValidAsync(context);
        while (await NextAsync(reader, cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part))
            {
                continue;
            }

            if (part.IsFileDisposition())
            {
                if (!isOurs)
                {
                    throw new UploadRefusedException(StatusCodes.Status400BadRequest, "The form has expired. Open the page anew and choose the file again.");
                }

                var name = (part.FileNameStar.HasValue ? part.FileNameStar : HeaderUtilities.RemoveQuotes(part.FileName)).ToString();
                // A form in which no file was chosen sends one without a name.
                if (name.Length > 0)
                {
                    yield return new UploadedFile(name, section.Body);
                }
            }
            else if (!isOurs && HeaderUtilities.RemoveQuotes(part.Name) == TokenField)
            {
                context.Request.Headers[TokenHeader] = await ReadFieldAsync(section, cancellationToken);
                isOurs = await antiforgery.IsRequestValidAsync(context);
            }
        }
    }

    private static MultipartReader ReaderOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
        {
            throw new UploadRefusedException(StatusCodes.Status415UnsupportedMediaType, "Files are sent as a form (multipart/form-data).");
        }

        return new MultipartReader(boundary.ToString(), request.Body);
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new UploadRefusedException(StatusCodes.Status400BadRequest, "The file did not arrive whole. Send it again.");
        }
    }

    private static async Task<string> ReadFieldAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(section.Body);
        var field = new char[MaxField];
        return new string(field, 0, await reader.ReadBlockAsync(field, cancellationToken));
    }
}
