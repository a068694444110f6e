using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FilmBlog.Web.Telemetry;

/// <summary>Measures how long pages take to be rendered once their handler has what they show, and makes a span of it.</summary>
internal sealed class PageTelemetry(IMeterFactory meters) : IAsyncResultFilter
{
    /// <summary>Which page it is: the path of its file, never of the request.</summary>
    public const string PageTag = "filmblog.page";

    private readonly Histogram<double> durations = meters.OfSite().CreateDuration("filmblog.pages.render.duration", "How long pages took to be rendered.");

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context is not { Result: PageResult, ActionDescriptor: PageActionDescriptor { ViewEnginePath: var page } })
        {
            await next();
            return;
        }

        using var span = SiteMeter.Source.StartActivity($"render {page}");
        span?.SetTag(PageTag, page);
        var started = Stopwatch.GetTimestamp();
        await next();
        durations.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(PageTag, page));
    }
}
