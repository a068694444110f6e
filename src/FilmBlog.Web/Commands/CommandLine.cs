using System.Collections.Frozen;
using System.CommandLine;
using System.Runtime.InteropServices;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Serilog;
using Serilog.Events;

namespace FilmBlog.Web.Commands;

/// <summary>The verbs of the executable: parse, call Core, print. 0 all went well, 1 something in the input failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    // What ASP.NET Core's hosts understand beside settings that name a section.
    private static readonly FrozenSet<string> HostSettings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "--urls", "--http_ports", "--https_ports", "--environment", "--applicationName", "--contentRoot", "--webroot", "--AllowedHosts");

    // Held until the process is gone: a second signal that comes when the verb has just ended would otherwise end it with a code of its own.
    private static readonly List<PosixSignalRegistration> LateSignals = [];

    /// <summary>Whether there is anything beside settings: a verb, or what is none and is refused as such. Without, the site is served.</summary>
    public static bool NamesVerb(string[] args) => SettingsAmong(args).Words.Count > 0;

    /// <summary>Runs the verb that the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = SettingsAmong(args);
        var root = new RootCommand("""
            FilmBlog: a film review blog in one process with one file of data. Without a verb it serves the site.

            Settings may stand beside any verb: --FilmBlog:DataPath=/var/lib/filmblog.
            Exit codes: 0 all went well; 1 something in the input failed, and the rest was done; 2 wrong usage.
            """)
        {
            ImportCommand.Create(settings),
            ExportCommand.Create(settings),
            AuthorCommand.Create(settings),
            RerenderCommand.Create(settings),
            MigrateCommand.Create(settings),
            RecommendationsCommand.Create(settings),
            LinksCommand.Create(settings),
            BackupCommand.Create(settings),
            RestoreCommand.Create(settings),
            CheckCommand.Create(settings),
            DoctorCommand.Create(settings),
            PartsCommand.Create(),
        };
        var parsed = root.Parse(words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Try: filmblog --help");
            return 2;
        }

        LateSignals.AddRange(new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)));
        // Asked to end, a verb ends what it is about: an import its batch. As long as the site is given.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(25) });
    }

    /// <summary>Runs a verb against a migrated database; what keeps it from starting is printed in a sentence.</summary>
    public static Task<int> WithSiteAsync(IReadOnlyList<string> settings, Func<IServiceProvider, SiteOptions, Task<int>> verb) => WithDataAsync(settings, async (services, options) =>
    {
        var isFirst = await IsFirstAsync(services);
        using var shared = await services.GetRequiredService<DatabaseMigrator>().ShareAsync(CancellationToken.None);
        if (isFirst)
        {
            await FirstImport.EndAsync(services.GetRequiredService<IServiceScopeFactory>(), "created by a verb", CancellationToken.None);
        }

        await services.GetRequiredService<SiteProfile>().RefreshAsync(CancellationToken.None);
        return await verb(services, options);
    });

    /// <summary>Runs a verb against the data as they are, in whatever state.</summary>
    public static async Task<int> WithDataAsync(IReadOnlyList<string> settings, Func<IServiceProvider, SiteOptions, Task<int>> verb)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
            // Verbs speak on standard output; the log tells only of trouble, and on standard error. What EF fails at ends the verb with a sentence.
            builder.Services.AddSerilog(new LoggerConfiguration().MinimumLevel.Warning().MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger(), dispose: true);
            var options = builder.AddSite();
            using var host = builder.Build();
            return await verb(host.Services, options);
        }
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync(StartFailure.Sentence(failure));
            return 1;
        }
    }

    // A database that a verb creates is the author's own beginning: serving does not import the content folder into it. One that is there was
    // created by serving, which may be importing just now, or has yet to go on with it.
    private static async Task<bool> IsFirstAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return !File.Exists(scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Database.GetDbConnection().DataSource);
    }

    // Before a verb all that has a value is one, as everywhere in ASP.NET Core; behind it, what names a section, or a host's.
    // Settings such as --FilmBlog:DataPath=x and --urls x (the value behind a sign or as the next word) may stand beside any verb.
    private static (List<string> Settings, List<string> Words) SettingsAmong(string[] args)
    {
        var settings = new List<string>();
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            var isSetting = name.StartsWith("--", StringComparison.Ordinal)
                && (name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name) || (words.Count == 0 && args[i].Contains('=', StringComparison.Ordinal)));
            if (!isSetting)
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
            {
                settings.Add(args[++i]);
            }
        }

        return (settings, words);
    }
}
