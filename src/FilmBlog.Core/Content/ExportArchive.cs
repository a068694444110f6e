using System.IO.Compression;
using FilmBlog.Core.Data;

namespace FilmBlog.Core.Content;

/// <summary>Writes what an export writes as one zip archive.</summary>
public sealed class ExportArchive(ContentExporter exporter, DataFolder folder)
{
    /// <summary>The entry that says what could not be written; there where something could not.</summary>
    public const string ProblemsName = "problems.txt";

    /// <summary>Writes the archive. Throws <see cref="IOException"/> when the disk is full or the output is gone.</summary>
    /// <param name="output">Takes it; need not be able to seek.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ExportReport> WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        using var outbox = folder.Outbox();
        var report = await exporter.ExportAsync(outbox.Path, progress: null, cancellationToken);
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var path in Directory.EnumerateFiles(outbox.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(outbox.Path, path).Replace(Path.DirectorySeparatorChar, '/');
            var level = name.EndsWith(".md", StringComparison.Ordinal) ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
            await using var file = File.OpenRead(path);
            await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancellationToken);
            await file.CopyToAsync(entry, cancellationToken);
        }

        if (report.Problems.Count > 0)
        {
            await using var writer = new StreamWriter(await zip.CreateEntry(ProblemsName).OpenAsync(cancellationToken));
            await writer.WriteAsync(string.Join('\n', report.Problems).AsMemory(), cancellationToken);
        }

        return report;
    }
}
