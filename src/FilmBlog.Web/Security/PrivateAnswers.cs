namespace FilmBlog.Web.Security;

/// <summary>What an author sees, and the door through which they come, is kept by no cache.</summary>
internal static class PrivateAnswers
{
    public static void UsePrivateAnswers(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.User.Identity is { IsAuthenticated: true } || context.Request.Path.StartsWithSegments("/account", StringComparison.Ordinal))
        {
            // When the answer starts: forms set the header to a value of their own before.
            context.Response.OnStarting(state =>
            {
                // What is named by its bytes is nobody's secret.
                var headers = ((HttpResponse)state).Headers;
                if (!headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal))
                {
                    headers.CacheControl = "private, no-store";
                }

                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });
}
