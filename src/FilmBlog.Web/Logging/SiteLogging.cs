using System.Globalization;
using FilmBlog.Core.Data;
using Serilog;
using Serilog.AspNetCore;
using Serilog.Context;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace FilmBlog.Web.Logging;

/// <summary>
/// The log: readable on a terminal; in production also compact JSON in rolling files below the data folder, capped in size. No addresses, no
/// user agents, no queries of readers: an operator who wants them turns them on in the section <c>Serilog</c>.
/// </summary>
internal static class SiteLogging
{
    /// <summary>A line on the terminal.</summary>
    internal const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const long FileSize = 10 * 1024 * 1024;
    private const int Files = 30;

    /// <summary>How long a log file is kept, where it is not pushed out sooner.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static void AddSiteLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog((services, logger) =>
    {
        logger.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // Says on every start that the keys on disk are not encrypted: the README says it once.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            // Every failed request is logged once, with its id, by our own handler.
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
            // What it fails at is thrown, and said by who asked for it.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
            // It would begin an activity and a scope for each request, also for those that are answered from memory. What is said of a request carries its id anyhow.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            .Filter.ByExcluding(IsOfFailedStart)
            .Enrich.FromLogContext()
            .Enrich.With<SecretsInPaths>()
            .WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
        if (builder.Environment.IsProduction())
        {
            logger.WriteTo.File(
                new CompactJsonFormatter(), Path.Combine(services.GetRequiredService<DataFolder>().Logs, "filmblog-.clef"),
                rollingInterval: RollingInterval.Day, fileSizeLimitBytes: FileSize, rollOnFileSizeLimit: true, retainedFileCountLimit: Files, retainedFileTimeLimit: Kept);
        }

        if (builder.Configuration.GetSection("Serilog").Exists())
        {
            logger.ReadFrom.Configuration(builder.Configuration);
        }
    }, preserveStaticLogger: true);

    /// <summary>One line a request, with status and duration, and the request's id on all that is said meanwhile.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            using (LogContext.PushProperty("RequestId", context.TraceIdentifier))
            {
                await next(context);
            }
        });
        app.UseSerilogRequestLogging(log => Write(log, app.Services));
    }

    // A start that fails is said in one sentence, on standard error; what it cancels has not failed.
    private static bool IsOfFailedStart(LogEvent said) =>
        said.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source) && source is ScalarValue { Value: "Microsoft.Extensions.Hosting.Internal.Host" }
        && (said.Exception is OperationCanceledException || said.MessageTemplate.Text is "Hosting failed to start");

    private static void Write(RequestLoggingOptions log, IServiceProvider services)
    {
        // This site's own: the static one belongs to whoever set it last in the process.
        log.Logger = services.GetRequiredService<Serilog.ILogger>();
        log.MessageTemplate = "{RequestMethod} {RequestPath} {StatusCode} in {Elapsed:0.0} ms";
        log.GetLevel = (context, _, failure) =>
            failure is not null || context.Response.StatusCode == StatusCodes.Status500InternalServerError ? LogEventLevel.Error
            : context.Response.StatusCode > StatusCodes.Status500InternalServerError ? LogEventLevel.Warning
            : context.Request.Path.Value is "/healthz" or "/readyz" ? LogEventLevel.Debug
            : LogEventLevel.Information;
    }
}
