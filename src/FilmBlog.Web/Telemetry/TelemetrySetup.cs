using System.Security.Cryptography;
using System.Text;
using FilmBlog.Core.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FilmBlog.Web.Telemetry;

/// <summary>
/// Metrics and traces by OpenTelemetry, where the settings name a collector or a path for Prometheus; else none of it is even loaded.
/// Its own variables (<c>OTEL_…</c>) count beside the settings: sampling, headers for the collector, intervals.
/// </summary>
internal static class TelemetrySetup
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddTelemetry(this IServiceCollection services, SiteOptions site)
    {
        if (site.Telemetry.IsOn)
        {
            AddMeasurements(services, site.Telemetry);
        }
    }

    /// <summary>The path for Prometheus: to those alone who show the token.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<SiteOptions>().Telemetry is { Prometheus: { } path, Token: { } token })
        {
            app.MapMethods(path, Reading, Scraping(app, token));
        }
    }

    private static void AddMeasurements(IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton<DatabaseTelemetry>();
        services.AddSingleton<SiteGauges>();
        services.ConfigureDbContext<SqliteFilmBlogContext>((provider, database) => database.AddInterceptors(provider.GetRequiredService<DatabaseTelemetry>()));
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<PageTelemetry>());

        services.ConfigureOpenTelemetryMeterProvider((provider, _) => provider.GetRequiredService<SiteGauges>());
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("filmblog", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString()))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(SiteMeter.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
                if (options.Prometheus is not null)
                {
                    metrics.AddPrometheusExporter();
                }

                if (options.Otlp is not null)
                {
                    metrics.AddOtlpExporter(exporter => SendTo(exporter, options.Otlp, "v1/metrics"));
                }
            });
        if (options.Otlp is not null)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(SiteMeter.Name)
                .AddAspNetCoreInstrumentation()
                .AddProcessor<PrivateSpans>()
                .AddOtlpExporter(exporter => SendTo(exporter, options.Otlp, "v1/traces")));
        }
    }

    private static void SendTo(OtlpExporterOptions exporter, string collector, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(new Uri(collector.TrimEnd('/') + "/"), signal);
        // To the collector that the settings name, by nobody's hands, and nowhere that it might send us on to.
        exporter.HttpClientFactory = () => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = TimeSpan.FromMilliseconds(exporter.TimeoutMilliseconds),
        };
    }

    private static RequestDelegate Scraping(IEndpointRouteBuilder app, string token)
    {
        var expected = Hash($"Bearer {token}");
        var answer = app.CreateApplicationBuilder();
        answer.Use((context, next) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if (CryptographicOperations.FixedTimeEquals(Hash(context.Request.Headers.Authorization.ToString()), expected))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        });
        answer.UseOpenTelemetryPrometheusScrapingEndpoint(_ => true);
        return answer.Build();
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
