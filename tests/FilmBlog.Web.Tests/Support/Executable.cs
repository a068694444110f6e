using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FilmBlog.Web.Tests.Support;

/// <summary>What a run of the executable left behind.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors)
{
    public string LastLine => Output.TrimEnd().Split('\n')[^1];

    public string OnlyError => Assert.Single(Errors.TrimEnd().Split('\n'));
}

/// <summary>
/// The executable as an operator runs it, with a data folder of its own. It is built beside the tests, so that relative paths in its
/// settings are taken against their folder.
/// </summary>
internal sealed class Executable : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("filmblog-exe-").FullName;

    /// <summary>The variable LC_ALL of each run.</summary>
    public string? Locale { get; init; }

    /// <summary>Variables of each run, beside those that the tests have.</summary>
    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>Runs it with the data folder among the settings, and waits for its end.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunAsync(input: "", arguments);

    /// <summary>The same with a line on its standard input.</summary>
    public Task<Run> RunAsync(string input, string[] arguments) => RunAsync(StartOf(WithData(arguments)), input);

    /// <summary>Runs it where no file may become larger than so many blocks of 512 bytes: what a full disk is to a program.</summary>
    public Task<Run> RunLimitedAsync(int blocks, params string[] arguments)
    {
        // Ignored, the signal becomes an error of the write. The runtime writes code into a file of its own, unless told otherwise.
        var start = StartBy(["/bin/sh", "-c", $"trap '' XFSZ; ulimit -f {blocks.ToString(CultureInfo.InvariantCulture)}; exec \"$@\"", "sh"], arguments);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return RunAsync(start, input: "");
    }

    /// <summary>Runs it where a folder is a disk of its own, as it is for it alone.</summary>
    public Task<Run> RunMountedAsync(string folder, params string[] arguments) =>
        RunAsync(StartBy(["unshare", "--map-root-user", "--mount", "/bin/sh", "-c", $"mount -t tmpfs tmpfs '{folder}' && exec \"$@\"", "sh"], arguments), input: "");

    /// <summary>Runs it so that the rights of files count for it, also where the tests are run by root, to whom they are nothing.</summary>
    public Task<Run> RunWithinRightsAsync(params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync(StartBy(["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"], arguments), input: "")
        : RunAsync(arguments);

    /// <summary>Runs it, and kills it after a while unless it has ended. Whether it was killed.</summary>
    public async Task<bool> KillAsync(TimeSpan after, params string[] arguments)
    {
        using var process = Process.Start(StartOf(WithData(arguments)))!;
        await Task.Delay(after, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode is not (0 or 1 or 2);
    }

    /// <summary>Runs it several times, and kills it each time after another part of the while that it took the first time.</summary>
    public async IAsyncEnumerable<bool> KillAsync(int times, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(0, (await RunAsync(arguments)).ExitCode);
        var took = Stopwatch.GetElapsedTime(started);
        for (var kill = 1; kill <= times; kill++)
        {
            // Its own start is the first third of it.
            yield return await KillAsync(took * (0.3 + (0.6 * kill / times)), arguments);
        }
    }

    private static async Task<Run> RunAsync(ProcessStartInfo start, string input)
    {
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Run(process.ExitCode, await output, await errors);
    }

    /// <summary>Serves until the result is disposed; waits until it is ready.</summary>
    public Task<Serving> ServeAsync(params string[] arguments) => ServeAtAsync(FreeAddress(), arguments);

    /// <summary>The same at an address: where another served before, for one.</summary>
    public async Task<Serving> ServeAtAsync(Uri address, params string[] arguments)
    {
        var process = Start([.. arguments, $"--FilmBlog:DataPath={Path.Combine(Folder, "data")}", $"--urls={address}"]);
        var serving = new Serving(process, address);
        await serving.UntilReadyAsync();
        return serving;
    }

    /// <summary>Writes a review into the folder <c>reviews</c> and names its file.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, "reviews", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string[] WithData(string[] arguments) => [.. arguments, $"--FilmBlog:DataPath={Path.Combine(Folder, "data")}"];

    private Process Start(string[] arguments) => Process.Start(StartOf(arguments))!;

    private ProcessStartInfo StartOf(string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "filmblog.exe" : "filmblog"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        if (Locale is not null)
        {
            start.Environment["LC_ALL"] = Locale;
        }

        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // By way of another program, which starts it with the words that it is given.
    private ProcessStartInfo StartBy(string[] by, string[] arguments)
    {
        var start = StartOf([]);
        string[] words = [.. by, start.FileName, .. WithData(arguments)];
        start.FileName = words[0];
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    private static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/"));
    }
}

/// <summary>A serving process.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    public Serving(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public HttpClient Client { get; }

    public async Task UntilReadyAsync()
    {
        while (true)
        {
            if (process.HasExited)
            {
                Assert.Fail($"It ended with {process.ExitCode}: {await errors}");
            }

            try
            {
                using var answer = await Client.GetAsync("/readyz", TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<HtmlPage> OpenAsync(string address)
    {
        using var answer = await Client.GetAsync(address, TestContext.Current.CancellationToken);
        return await HtmlPage.ReadAsync(answer);
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<Run> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Run(process.ExitCode, await output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }
}
