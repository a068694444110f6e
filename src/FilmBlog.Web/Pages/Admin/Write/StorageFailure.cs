using FilmBlog.Web.Errors;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>What a writer hears when the database cannot take a text: nothing is lost by it, and saving works again afterwards.</summary>
internal static class StorageFailure
{
    /// <summary>The sentence for a failure of the database; null: it is another failure.</summary>
    public static string? Of(Exception failure) => StorageTroubles.Of(failure) switch
    {
        StorageTrouble.Full => "Not saved: the disk of the server is full. What you wrote stands here; save it again when there is room.",
        StorageTrouble.Busy => "Not saved: the database is busy. What you wrote stands here; save it again in a moment.",
        StorageTrouble.Unusable => "Not saved: the server cannot write to its disk. What you wrote stands here; save it again later.",
        _ => null,
    };

    /// <summary>Says by status and header that it was not saved: busy passes within seconds, a disk waits for somebody.</summary>
    public static int Refuse(HttpResponse response, Exception failure)
    {
        var isBusy = StorageTroubles.Of(failure) is StorageTrouble.Busy;
        response.Headers.RetryAfter = isBusy ? "5" : "60";
        return response.StatusCode = isBusy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status507InsufficientStorage;
    }
}
