using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FilmBlog.Benchmarks.Load;

/// <summary>
/// A connection that asks and waits, again and again: as little as HTTP/1.1 needs, so that one processor can ask more than another can answer.
/// Bodies are counted and dropped.
/// </summary>
internal sealed class DrivenConnection(IPEndPoint server) : IDisposable
{
    private readonly byte[] buffer = new byte[32 * 1024];
    private Socket? socket;
    private int start;
    private int end;

    /// <summary>Asks. Throws <see cref="SocketException"/> or <see cref="IOException"/>; the next request then has a new connection.</summary>
    public async ValueTask<(int Status, long Bytes)> AskAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            if (socket is null)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server);
            }

            await socket.SendAsync(request);
            var (head, status, length, isChunked, closes) = await ReadHeadAsync();
            start += head;
            var bytes = isChunked ? await SkipChunksAsync() : await SkipAsync(length);
            if (closes)
            {
                Close();
            }

            return (status, bytes);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        socket?.Dispose();
        socket = null;
        (start, end) = (0, 0);
    }

    private async ValueTask<(int Head, int Status, long Length, bool IsChunked, bool Closes)> ReadHeadAsync()
    {
        int head;
        while ((head = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync();
        }

        return Read(buffer.AsSpan(start, head + 2));
    }

    private static (int Head, int Status, long Length, bool IsChunked, bool Closes) Read(ReadOnlySpan<byte> head)
    {
        var (length, isChunked, closes) = (0L, false, false);
        if (head.Length < 14 || !Utf8Parser.TryParse(head[9..], out int status, out _))
        {
            throw new IOException("That is no answer of HTTP.");
        }

        for (var rest = head[(head.IndexOf((byte)'\n') + 1)..]; rest.Length > 0; rest = rest[(rest.IndexOf((byte)'\n') + 1)..])
        {
            if (ValueOf(rest, "content-length: "u8) is { IsEmpty: false } digits)
            {
                length = Utf8Parser.TryParse(digits, out long value, out _) ? value : throw new IOException("That is no length of HTTP.");
            }
            else if (!ValueOf(rest, "transfer-encoding: chunked"u8).IsEmpty)
            {
                isChunked = true;
            }
            else if (!ValueOf(rest, "connection: close"u8).IsEmpty)
            {
                closes = true;
            }
        }

        return (head.Length + 2, status, status is 204 or 304 ? 0 : length, isChunked, closes);
    }

    // What follows, to the end of all lines; empty: another line.
    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name) =>
        lines.Length > name.Length && Ascii.EqualsIgnoreCase(lines[..name.Length], name) ? lines[name.Length..] : default;

    private async ValueTask<long> SkipAsync(long length)
    {
        var left = length;
        while (left > end - start)
        {
            left -= end - start;
            (start, end) = (0, 0);
            await FillAsync();
        }

        start += (int)left;
        return length;
    }

    private async ValueTask<long> SkipChunksAsync()
    {
        for (var bytes = 0L; ;)
        {
            int line;
            while ((line = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync();
            }

            if (!Utf8Parser.TryParse(buffer.AsSpan(start, line), out int length, out _, 'x'))
            {
                throw new IOException("That is no chunk of HTTP.");
            }

            start += line + 2;
            await SkipAsync(length + 2);
            if (length == 0)
            {
                return bytes;
            }

            bytes += length;
        }
    }

    private async ValueTask FillAsync()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        var read = end < buffer.Length ? await socket!.ReceiveAsync(buffer.AsMemory(end)) : throw new IOException("The head of the answer is too long.");
        end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
