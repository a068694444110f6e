using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FilmBlog.Web.Tests.Support;

/// <summary>Remembers the commands that requests send to the database, and none of those that the application sends by itself.</summary>
internal sealed class QueryRecorder : DbCommandInterceptor, IStartupFilter
{
    private readonly AsyncLocal<bool> answering = new();
    private ConcurrentQueue<string> sent = [];

    /// <summary>The commands that requests sent while <paramref name="work"/> ran, in order.</summary>
    public async Task<IReadOnlyList<string>> DuringAsync(Func<Task> work)
    {
        sent = [];
        await work();
        return [.. sent];
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            answering.Value = true;
            return following(context);
        });
        next(app);
    };

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (answering.Value)
        {
            sent.Enqueue(result.CommandText);
        }

        return result;
    }
}
