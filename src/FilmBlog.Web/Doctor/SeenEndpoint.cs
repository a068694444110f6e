using FilmBlog.Web.Security;

namespace FilmBlog.Web.Doctor;

/// <summary>
/// What the site sees of a request, told to the doctor alone: who asks shows by the keys in the data folder that it may read there. To everyone
/// else there is nothing at this address.
/// </summary>
internal static class SeenEndpoint
{
    /// <summary>Where it is asked for.</summary>
    public const string Path = "/healthz/seen";

    /// <summary>The header with the proof.</summary>
    public const string Header = "FilmBlog-Doctor";

    private const string Purpose = "doctor";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);

    /// <summary>What opens it for a while, and nothing else.</summary>
    public static string Proof(Seal seal) => seal.Close(Purpose, new Question(Path), Lasts);

    public static void MapSeen(this IEndpointRouteBuilder app) => app.MapMethods(Path, Reading, (HttpContext context, Seal seal) =>
    {
        if (seal.Open<Question>(Purpose, context.Request.Headers[Header]) is not { Path: Path })
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(SeenRequest.Of(context), SeenRequest.Json);
    });

    private sealed record Question(string Path);
}
