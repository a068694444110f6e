using System.Globalization;

namespace FilmBlog.Core.Content;

/// <summary>
/// How far an import came, in a file that outlives the process. Told on the thread of the import, so that what is noted is what was saved.
/// </summary>
/// <param name="path">Absolute path.</param>
internal sealed class ProgressNote(string path) : IProgress<ImportProgress>
{
    /// <inheritdoc/>
    public void Report(ImportProgress value)
    {
        try
        {
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{value.Done} {value.Total}"));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The import is worth more than what is said of it.
        }
    }

    /// <summary>What was noted; null: no import has begun. Of one that was killed while it noted this, nothing more is known than that.</summary>
    public ImportProgress? Read()
    {
        try
        {
            return File.ReadAllText(path).Split(' ') is [var done, var total]
                && int.TryParse(done, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
                ? new ImportProgress(read, found)
                : default(ImportProgress);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return default(ImportProgress);
        }
    }

    /// <summary>Forgets it: the import has ended.</summary>
    public void Delete() => File.Delete(path);
}
