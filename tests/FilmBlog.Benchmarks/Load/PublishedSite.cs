using FilmBlog.Core.Data;

namespace FilmBlog.Benchmarks.Load;

/// <summary>Starts the published site in production on a filled data folder.</summary>
internal static class PublishedSite
{
    /// <summary>Starts it and waits until it serves, with everything in memory that it keeps there.</summary>
    public static async Task<ServerProcess> StartAsync(Publication publication, DataFolder data, bool logsRequests, CancellationToken cancellationToken)
    {
        var site = Start(publication, data, Cores.Server, logsRequests);
        try
        {
            await site.UntilAnswersAsync("/readyz", cancellationToken);
            await site.UntilQuietAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, no more.</summary>
    public static ServerProcess Start(Publication publication, DataFolder data, int? core, bool logsRequests)
    {
        var address = ServerProcess.FreeAddress();
        return ServerProcess.Start(
            "The site",
            address,
            core,
            publication.Executable,
            [
                $"--urls={address.GetLeftPart(UriPartial.Authority)}",
                // As an operator sets it.
                $"--FilmBlog:BaseUrl={address.GetLeftPart(UriPartial.Authority)}",
                $"--FilmBlog:DataPath={data.Path}",
                // All requests come from one client here.
                "--FilmBlog:Limits:SearchBurst=1000000",
                "--FilmBlog:Limits:SearchPerSecond=1000000",
                .. logsRequests ? Array.Empty<string>() : ["--Serilog:MinimumLevel:Default=Warning"],
            ]);
    }
}
