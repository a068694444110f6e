using Microsoft.EntityFrameworkCore.Storage;

namespace FilmBlog.Core.Data;

/// <summary>
/// One's turn to write, from <see cref="FilmBlogContext.BeginWritingAsync"/>: a transaction that is taken back unless it is committed. Within
/// another one it is part of that, and decides nothing by itself.
/// </summary>
public sealed class Writing : IAsyncDisposable
{
    private readonly Func<ValueTask>? end;
    private IDbContextTransaction? transaction;

    internal Writing(IDbContextTransaction? transaction, Func<ValueTask>? end) => (this.transaction, this.end) = (transaction, end);

    /// <summary>What is written within another.</summary>
    internal static Writing WithinAnother => new(null, null);

    /// <summary>Makes what was written last, and lets the next writer in. Not to be cancelled: who asked for it would not know whether it was done.</summary>
    public async Task CommitAsync()
    {
        if (transaction is not null)
        {
            await transaction.CommitAsync(CancellationToken.None);
            await DisposeAsync();
        }
    }

    /// <summary>Takes back what was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref transaction, null) is not { } open)
        {
            return;
        }

        try
        {
            await open.DisposeAsync();
        }
        finally
        {
            if (end is not null)
            {
                await end();
            }
        }
    }
}
