using System.Globalization;
using System.Text;
using System.Xml;

namespace FilmBlog.Web.Crawlers;

/// <summary>Writes files of the sitemap protocol (sitemaps.org, with Google's extension for images) as they are read, in constant memory.</summary>
internal sealed class SitemapWriter : IDisposable
{
    /// <summary>The most addresses of a file.</summary>
    public const int MostAddresses = 50_000;

    private const string Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string ImageExtension = "http://www.google.com/schemas/sitemap-image/1.1";

    // A file has 50 MB at most, and addresses matter more than pictures: 50,000 of them with the longest slugs take less than the rest.
    private const long BytesWithImages = 35 * 1024 * 1024;
    private const int BytesAtOnce = 32 * 1024;

    private readonly Func<string, string> absolute;
    private readonly Stream output;
    private readonly MemoryStream written = new();
    private readonly XmlWriter xml;
    private long sent;

    private SitemapWriter(Stream output, Func<string, string> absolute)
    {
        this.output = output;
        this.absolute = absolute;
        // Into memory, from where it is sent now and then: so the bytes are counted truly, and nothing waits for the network but the sending.
        xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
    }

    /// <summary>Writes a list of addresses.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="absolute">Makes an address of a path.</param>
    /// <param name="addresses">The addresses, at most <see cref="MostAddresses"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(Stream output, Func<string, string> absolute, IAsyncEnumerable<SitemapAddress> addresses, CancellationToken cancellationToken)
    {
        using var writer = new SitemapWriter(output, absolute);
        writer.xml.WriteStartElement("urlset", Protocol);
        writer.xml.WriteAttributeString("xmlns", "image", null, ImageExtension);
        await foreach (var address in addresses.WithCancellation(cancellationToken))
        {
            writer.Write(address);
            await writer.SendAsync(BytesAtOnce, cancellationToken);
        }

        writer.xml.WriteEndElement();
        await writer.SendAsync(0, cancellationToken);
    }

    /// <summary>Writes an index of such lists.</summary>
    public static async Task WriteIndexAsync(
        Stream output, Func<string, string> absolute, IReadOnlyList<(SitemapShard Shard, DateTimeOffset? ChangedAt)> shards, CancellationToken cancellationToken)
    {
        using var writer = new SitemapWriter(output, absolute);
        writer.xml.WriteStartElement("sitemapindex", Protocol);
        foreach (var (shard, changedAt) in shards)
        {
            writer.xml.WriteStartElement("sitemap", Protocol);
            writer.Write(shard.Path, changedAt);
            writer.xml.WriteEndElement();
        }

        writer.xml.WriteEndElement();
        await writer.SendAsync(0, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        xml.Dispose();
        written.Dispose();
    }

    private void Write(SitemapAddress address)
    {
        xml.WriteStartElement("url", Protocol);
        Write(address.Path, address.ChangedAt);
        if (sent + written.Length < BytesWithImages)
        {
            foreach (var image in address.Images)
            {
                xml.WriteStartElement("image", ImageExtension);
                xml.WriteElementString("loc", ImageExtension, absolute(image));
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
        xml.Flush();
    }

    private void Write(string path, DateTimeOffset? changedAt)
    {
        xml.WriteElementString("loc", Protocol, absolute(path));
        if (changedAt is { } at)
        {
            xml.WriteElementString("lastmod", Protocol, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask SendAsync(int least, CancellationToken cancellationToken)
    {
        if (least == 0)
        {
            xml.Flush();
        }

        if (written.Length > least)
        {
            await output.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), cancellationToken);
            sent += written.Length;
            written.SetLength(0);
        }
    }
}
