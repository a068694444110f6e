using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Diagnostics;

namespace FilmBlog.Web.Errors;

/// <summary>What a visitor sees when something is missing or went wrong: a page with the right status, and an id that the log has too.</summary>
internal static class ErrorPages
{
    public static void AddErrorPages(this IServiceCollection services) => services.AddExceptionHandler<FailureLog>().AddExceptionHandler<FailureForScripts>();

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/errors/failure",
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode
                : StorageTroubles.Of(failure) is StorageTrouble.None ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
        });
        app.UseStatusCodePagesWithReExecute("/errors/{0}");
    }
}

/// <summary>Tells a script of ours in JSON what a visitor would see on a page.</summary>
internal sealed class FailureForScripts : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.IsByScript)
        {
            return false;
        }

        var sentence = StorageTroubles.Sentence(exception) ?? $"Something went wrong at the server. It is noted there as {httpContext.TraceIdentifier}.";
        await httpContext.Response.WriteAsJsonAsync(new ScriptAnswer(false) { Message = sentence }, cancellationToken);
        return true;
    }
}

/// <summary>Logs each failed request once, with the id that the error page shows.</summary>
internal sealed partial class FailureLog(ILogger<FailureLog> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // What somebody sends wrongly is no failure of ours, and would fill the log.
        if (exception is not BadHttpRequestException)
        {
            // The request's own path is that of the error page by now.
            var path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path.Value ?? "";
            Log.Failed(log, exception, httpContext.Request.Method, path, httpContext.TraceIdentifier);
        }

        if (httpContext.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            // A disk does not mend itself; somebody has to look at it first.
            httpContext.Response.Headers.RetryAfter = StorageTroubles.Of(exception) is StorageTrouble.Busy ? "5" : "60";
        }

        return ValueTask.FromResult(false);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, error id {ErrorId}")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string path, string errorId);
    }
}
