using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FilmBlog.Web.Tests.Support;

/// <summary>
/// Remembers the commands that requests send to the database, and none of those that the application sends by itself. Also where a database
/// goes wrong on purpose.
/// </summary>
internal sealed class QueryRecorder : DbCommandInterceptor, IStartupFilter
{
    private readonly AsyncLocal<bool> answering = new();
    private ConcurrentQueue<string> sent = [];

    /// <summary>Looks at each command before it is sent, whoever sends it; may wait or throw.</summary>
    public Action<string> OnCommand { get; set; } = _ => { };

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

        OnCommand(result.CommandText);
        return result;
    }
}
