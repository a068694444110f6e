using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FilmBlog.Web.Security;

/// <summary>
/// How large a request may be, and how long it may take to come in. What comes in slowly is given up by the server; how many may connect says
/// <see cref="ConnectionLimit"/>.
/// </summary>
internal static class RequestSizes
{
    /// <summary>The most bytes of a request that says nothing else (<see cref="RequestSizeLimitAttribute"/>): a text with all its fields, encoded as a form.</summary>
    public const int LargestRequest = 4 * 1024 * 1024;

    private const int DeepestField = 8;
    private static readonly TimeSpan ForHeaders = TimeSpan.FromSeconds(10);

    public static void AddRequestSizes(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.RequestHeadersTimeout = ForHeaders;
        });
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = LargestRequest);
        builder.Services.Configure<MvcOptions>(mvc => mvc.MaxModelBindingRecursionDepth = DeepestField);
    }

    /// <summary>Refuses what says that it is too large before any of it is read; what does not say so is cut off when it is. After routing, which knows what is allowed.</summary>
    public static void UseRequestSizes(this WebApplication app) => app.Use((context, next) =>
    {
        var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        // The page that says so comes through here once more.
        var isSaid = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (isSaid || most is null || context.Request.ContentLength is not { } length || length <= most)
        {
            return next(context);
        }

        var response = context.Response;
        response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        // None of it will be read.
        response.Headers.Connection = "close";
        return context.Request.IsByScript
            ? response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = FormattableString.Invariant($"This is too large: at most {most / 1024:0} KB can be sent here.") }, context.RequestAborted)
            : Task.CompletedTask;
    });
}
