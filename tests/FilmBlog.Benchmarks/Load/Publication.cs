using System.Diagnostics;
using FilmBlog.Core.Data;

namespace FilmBlog.Benchmarks.Load;

/// <summary>The site as an operator gets it: by <c>dotnet publish</c>.</summary>
internal sealed class Publication : IDisposable
{
    private readonly TemporaryFolder? own;

    private Publication(string folder, TemporaryFolder? own)
    {
        Executable = Path.Combine(folder, OperatingSystem.IsWindows() ? "filmblog.exe" : "filmblog");
        this.own = own;
    }

    /// <summary>The program.</summary>
    public string Executable { get; }

    /// <summary>One that was published before.</summary>
    public static Publication In(string folder) => new(Path.GetFullPath(folder), own: null);

    /// <summary>Publishes it from the source that this program was built from, into a folder that goes with the result.</summary>
    public static async Task<Publication> MakeAsync(CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder(Directory.CreateTempSubdirectory("filmblog-published-").FullName);
        try
        {
            // Nothing of it stays behind: no server of the compiler that waits for more.
            var (exitCode, output) = await RunAsync(
                "dotnet",
                ["publish", Path.Combine(SourceRoot(), "src", "FilmBlog.Web"), "-c", "Release", "-o", folder.Path, "-nodeReuse:false", "-p:UseSharedCompilation=false"],
                input: null,
                cancellationToken);
            return exitCode == 0 ? new Publication(folder.Path, folder) : throw new InvalidOperationException($"The site could not be published.{Environment.NewLine}{output}");
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Runs a verb of the program and throws when it fails.</summary>
    public Task RunAsync(string? input, CancellationToken cancellationToken, params string[] arguments) => SaysAsync(input, arguments, cancellationToken);

    /// <summary>The same; what it says.</summary>
    public Task<string> ReadAsync(CancellationToken cancellationToken, params string[] arguments) => SaysAsync(input: null, arguments, cancellationToken);

    /// <summary>Starts a verb of the program. Its output goes nowhere, its standard error is to be read.</summary>
    public Process Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Executable, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        return process;
    }

    public void Dispose() => own?.Dispose();

    private async Task<string> SaysAsync(string? input, string[] arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync(Executable, arguments, input, cancellationToken);
        return exitCode == 0 ? output : throw new InvalidOperationException($"filmblog {string.Join(' ', arguments)} failed.{Environment.NewLine}{output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string file, string[] arguments, string? input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, string.Concat(output));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string SourceRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FilmBlog.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The site is published from its source, and FilmBlog.sln is not above this program.");
    }
}
