using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace FilmBlog.Web.Tests.Support;

/// <summary>A mail server on a port of loopback that takes letters and keeps them.</summary>
internal sealed class SmtpListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> letters = Channel.CreateUnbounded<string>();
    private int refused;

    public SmtpListener()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many letters it does not take before it takes them.</summary>
    public int Refusing { get; init; }

    /// <summary>How many letters came that nobody has read.</summary>
    public int Waiting => letters.Reader.Count;

    /// <summary>The next letter as it was sent, headers and text.</summary>
    public async Task<string> NextAsync() => await letters.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Dispose() => listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
        {
            letters.Writer.TryComplete();
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 loopback");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ')[0].ToUpper(CultureInfo.InvariantCulture))
            {
                case "RCPT" when refused < Refusing:
                    refused++;
                    await writer.WriteLineAsync("452 no room");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    letters.Writer.TryWrite(await ReadLetterAsync(reader));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 loopback");
                    break;
            }
        }
    }

    private static async Task<string> ReadLetterAsync(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            letter.AppendLine(line);
        }

        return letter.ToString();
    }
}
