using FilmBlog.Core.Data;

namespace FilmBlog.Benchmarks.Load;

/// <summary>nginx with the bytes that the site sent as files: what static files cost on the same processor, at the same time.</summary>
internal static class Nginx
{
    private const string AsUsual = "sendfile on; tcp_nopush on;";
    private const string Fastest = "sendfile off; open_file_cache max=10000;";

    /// <summary>Starts it; null: it is not on this machine, or does not start, which the report says.</summary>
    /// <param name="files">The folder of the files, compressed with Brotli.</param>
    /// <param name="keepsOpen">Whether it keeps the files open and reads them into its answer, which is the fastest for small ones; else as most are set up.</param>
    /// <param name="report">Where it is said that there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServerProcess?> StartAsync(TemporaryFolder files, bool keepsOpen, Report report, CancellationToken cancellationToken)
    {
        if (Programs.Find("nginx") is not { } program)
        {
            report.Line($"There is no nginx on this machine: nothing stands beside the site.");
            return null;
        }

        var address = ServerProcess.FreeAddress();
        var name = FormattableString.Invariant($"nginx-{address.Port}");
        var configuration = Path.Combine(files.Path, name);
        await File.WriteAllTextAsync(configuration, Configuration(files.Path, address, keepsOpen ? Fastest : AsUsual), cancellationToken);
        var server = ServerProcess.Start("nginx", address, Cores.Server, program, "-p", files.Path, "-c", configuration, "-e", configuration + ".log");
        try
        {
            await server.UntilAnswersAsync("/" + name, cancellationToken);
            return server;
        }
        catch (InvalidOperationException failure)
        {
            report.Line($"{failure.Message} Nothing stands beside the site.");
            await server.DisposeAsync();
            return null;
        }
    }

    // One process, which is both master and worker, so that its time is all there is.
    private static string Configuration(string folder, Uri address, string files) => $$"""
        daemon off;
        master_process off;
        worker_rlimit_nofile 4096;
        pid {{folder}}/nginx-{{address.Port}}.pid;
        error_log {{folder}}/nginx-{{address.Port}}.log crit;
        events {
          worker_connections 2048;
        }
        http {
          access_log off;
          {{files}}
          keepalive_requests 1000000000;
          default_type "text/html; charset=utf-8";
          server {
            listen {{address.Authority}};
            root {{folder}};
            add_header content-encoding br;
          }
        }
        """;
}
