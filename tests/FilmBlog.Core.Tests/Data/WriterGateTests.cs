using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Core.Tests.Data;

public sealed class WriterGateTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_writes_that_has_not_taken_its_turn()
    {
        await using var blog = await TestDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<SqliteException>(() => blog.ReadAsync(db => db.Settings.ExecuteDeleteAsync(Cancelled)));

        Assert.Equal(8, refused.SqliteErrorCode);
    }

    [Fact]
    public async Task A_connection_only_reads_again_when_its_turn_is_over()
    {
        await using var blog = await TestDatabase.CreateAsync();

        await blog.ReadAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Cancelled);
            await db.WriteAsync(() => db.Settings.ExecuteDeleteAsync(Cancelled), Cancelled);
            await Assert.ThrowsAsync<DbUpdateException>(async () =>
            {
                await using var writing = await db.BeginWritingAsync(Cancelled);
                db.Settings.AddRange(new Setting("twice", "a"));
                await db.SaveChangesAsync(Cancelled);
                db.ChangeTracker.Clear();
                db.Settings.AddRange(new Setting("twice", "b"));
                await db.SaveChangesAsync(Cancelled);
            });
            Assert.Equal(0, await db.Settings.CountAsync(Cancelled));
            return await Assert.ThrowsAsync<SqliteException>(() => db.Settings.ExecuteDeleteAsync(Cancelled));
        });
    }

    [Fact]
    public async Task Writers_come_in_the_order_in_which_they_asked()
    {
        await using var blog = await TestDatabase.CreateAsync();
        var gate = blog.Get<WriterGate>();
        var order = new List<int>();
        var writers = new List<Task>();
        await blog.ReadAsync(async db =>
        {
            await using var first = await db.BeginWritingAsync(Cancelled);
            for (var number = 0; number < 20; number++)
            {
                writers.Add(WriteAsync(number));
                Assert.Equal(number + 1, gate.Waiting);
            }

            Assert.Empty(order);
            return 0;
        });

        await Task.WhenAll(writers);

        Assert.Equal(Enumerable.Range(0, 20), order);
        Assert.Equal(0, gate.Waiting);

        async Task WriteAsync(int number)
        {
            await using var scope = blog.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
            await using var writing = await db.BeginWritingAsync(Cancelled);
            order.Add(number);
            db.Settings.Add(new Setting($"s{number}", "x"));
            await db.SaveChangesAsync(Cancelled);
            await writing.CommitAsync();
        }
    }

    [Fact]
    public async Task While_one_writes_others_read_and_copy_and_a_writer_gives_up_with_a_sentence()
    {
        await using var blog = await TestDatabase.CreateAsync();
        await blog.ReadAsync(async db =>
        {
            await using var writing = await db.BeginWritingAsync(Cancelled);
            db.Settings.Add(new Setting("half", "written"));
            await db.SaveChangesAsync(Cancelled);

            Assert.Equal(0, await blog.ReadAsync(other => other.Settings.CountAsync(Cancelled)));
            await using (var copy = await blog.ReadAsync(other => other.CopyToAsync(Path.Combine(blog.Folder.Path, "copy.db"), Cancelled)))
            {
                Assert.Equal(0, await copy.Settings.CountAsync(Cancelled));
            }

            await Assert.ThrowsAsync<DatabaseBusyException>(() => blog.SaveAsync(other =>
            {
                other.Settings.Add(new Setting("late", "x"));
                return Task.CompletedTask;
            }));
            await writing.CommitAsync();
            return 0;
        });

        Assert.Equal(["half"], await blog.ReadAsync(db => db.Settings.Select(s => s.Name).ToListAsync(Cancelled)));
        Assert.Equal(0, blog.Get<WriterGate>().Waiting);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nobodys_turn()
    {
        await using var blog = await TestDatabase.CreateAsync();
        using var impatient = new CancellationTokenSource();
        await blog.ReadAsync(async db =>
        {
            await using var writing = await db.BeginWritingAsync(Cancelled);
            var waiting = blog.ReadAsync(other => other.WriteAsync(() => other.Settings.ExecuteDeleteAsync(Cancelled), impatient.Token));
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            await writing.CommitAsync();
            return 0;
        });

        await blog.SaveAsync(db =>
        {
            db.Settings.Add(new Setting("next", "x"));
            return Task.CompletedTask;
        });
    }
}
