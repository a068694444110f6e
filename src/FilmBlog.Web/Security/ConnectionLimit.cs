using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FilmBlog.Web.Security;

/// <summary>
/// As many connections as files may be open, less what the site itself needs: the server stops listening for good when the system refuses it
/// another one. Where there is no limit, or none is known, there is none here.
/// </summary>
internal static class ConnectionLimit
{
    private const int OwnFiles = 512;
    private const int Fewest = 64;

    private const string SystemsLimits = "/proc/self/limits";
    private const string OpenFiles = "Max open files";

    public static void AddConnectionLimit(this IServiceCollection services) => services.Configure<KestrelServerOptions>(kestrel =>
    {
        if (OfProcess() is { } files)
        {
            kestrel.Limits.MaxConcurrentConnections = Math.Max(Fewest, files - OwnFiles);
        }
    });

    // A line such as "Max open files            1024                 524288               files": what holds, what could be asked for.
    private static long? OfProcess() =>
        File.Exists(SystemsLimits)
        && File.ReadLines(SystemsLimits).FirstOrDefault(line => line.StartsWith(OpenFiles, StringComparison.Ordinal)) is { } line
        && line[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var holds, ..]
        && long.TryParse(holds, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;
}
