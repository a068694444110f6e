using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FilmBlog.Web.Telemetry;

/// <summary>
/// Measures the commands to the database, and makes a span of each within a request, by the names of OpenTelemetry's conventions. Of a
/// command's text only what it does and to which table: values stay here.
/// </summary>
internal sealed class DatabaseTelemetry(IMeterFactory meters) : DbCommandInterceptor
{
    private const string System = "sqlite";

    private readonly Histogram<double> durations = meters.OfSite().CreateDuration("db.client.operation.duration", "How long commands to the database took.");

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Note(command, eventData, failure: null);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData, failure: null);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Note(command, eventData, failure: null);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData, failure: null);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Note(command, eventData, failure: null);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData, failure: null);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Note(command, eventData, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(command, eventData, eventData.Exception);
        return Task.CompletedTask;
    }

    /// <summary>What a command does: its first word, and the table that it names first.</summary>
    internal static (string Operation, string? Table) Summary(ReadOnlySpan<char> sql)
    {
        sql = sql.TrimStart();
        var end = sql.IndexOfAny(' ', '\n', '(');
        var operation = (end < 0 ? sql : sql[..end]).ToString().ToUpperInvariant();
        var quote = sql.IndexOf('"');
        if (operation is not ("SELECT" or "INSERT" or "UPDATE" or "DELETE"))
        {
            return (operation is "WITH" or "PRAGMA" or "CREATE" or "DROP" or "ALTER" ? operation : "OTHER", null);
        }

        if (operation is "SELECT")
        {
            var from = sql.IndexOf("FROM \"", StringComparison.Ordinal);
            quote = from < 0 ? -1 : from + "FROM ".Length;
        }

        if (quote < 0 || sql[(quote + 1)..].IndexOf('"') is not (> 0 and var length))
        {
            return (operation, null);
        }

        return (operation, sql.Slice(quote + 1, length).ToString());
    }

    private void Note(DbCommand command, CommandEndEventData data, Exception? failure)
    {
        var (operation, table) = Summary(command.CommandText);
        var tags = new TagList { { "db.system.name", System }, { "db.operation.name", operation } };
        if (table is not null)
        {
            tags.Add("db.collection.name", table);
        }

        if (failure is not null)
        {
            tags.Add("error.type", failure.GetType().FullName);
        }

        durations.Record(data.Duration.TotalSeconds, tags);
        if (Activity.Current is null)
        {
            return;
        }

        using var span = SiteMeter.Source.StartActivity(
            ActivityKind.Client, default, tags, links: null, startTime: data.StartTime, name: table is null ? operation : $"{operation} {table}");
        if (failure is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }

        span?.SetEndTime(data.StartTime.UtcDateTime + data.Duration);
    }
}
