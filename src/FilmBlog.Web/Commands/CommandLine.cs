using System.CommandLine;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Serilog;
using Serilog.Events;

namespace FilmBlog.Web.Commands;

/// <summary>The verbs of the executable: parse, call Core, print. 0 all went well, 1 something in the input failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    /// <summary>Whether the first argument beside the settings is no option, so that it is a verb; without one, the site is served.</summary>
    public static bool NamesVerb(string[] args) =>
        SettingsAmong(args).Words is [var verb, ..] && (!verb.StartsWith('-') || verb is "--help" or "-h" or "-?" or "--version");

    /// <summary>Runs the verb that the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = SettingsAmong(args);
        var root = new RootCommand("FilmBlog: a film review blog in one process with one file of data. Without a verb it serves the site.")
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

        // Asked to end, a verb ends what it is about: an import its batch. As long as the site is given.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(25) });
    }

    /// <summary>Runs a verb against a migrated database; what keeps it from starting is printed in a sentence.</summary>
    public static Task<int> WithSiteAsync(IReadOnlyList<string> settings, Func<IServiceProvider, SiteOptions, Task<int>> verb) => WithDataAsync(settings, async (services, options) =>
    {
        var folder = services.GetRequiredService<DataFolder>();
        await services.GetRequiredService<DatabaseMigrator>().MigrateUnclaimedAsync(CancellationToken.None);
        using var shared = folder.Share();
        await KeepFirstImportAwayAsync(services);
        await services.GetRequiredService<SiteProfile>().RefreshAsync(CancellationToken.None);
        return await verb(services, options);
    });

    /// <summary>Runs a verb against the data as they are, in whatever state.</summary>
    public static async Task<int> WithDataAsync(IReadOnlyList<string> settings, Func<IServiceProvider, SiteOptions, Task<int>> verb)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
            // Verbs speak on standard output; the log tells only of trouble, and on standard error. A command to the database that fails ends the verb with a sentence.
            builder.Services.AddSerilog(new LoggerConfiguration().MinimumLevel.Warning().MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LogEventLevel.Fatal)
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

    // A database that a verb created is the author's own beginning: serving does not import the content folder into it.
    private static async Task KeepFirstImportAwayAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        if (!await db.Settings.AnyAsync(s => s.Name == FirstImport.Done))
        {
            db.Settings.Add(new Setting(FirstImport.Done, "created by a verb"));
            await db.SaveChangesAsync();
        }
    }

    // Settings such as --FilmBlog:DataPath=x (or with the value as the next word) may stand beside any verb.
    private static (List<string> Settings, List<string> Words) SettingsAmong(string[] args)
    {
        var settings = new List<string>();
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':', StringComparison.Ordinal))
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
