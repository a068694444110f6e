using System.Xml;
using System.Xml.Linq;
using FilmBlog.Core.Data;

namespace FilmBlog.Web.Security;

/// <summary>
/// The files of the keys. One that a power cut or a full disk left empty or cut off would keep everybody from every form, however many good
/// ones lie beside it.
/// </summary>
internal static partial class KeyFiles
{
    /// <summary>The end of the names of files that were set aside.</summary>
    public const string SetAside = ".unreadable";

    /// <summary>The folder, made where it is missing, without files that cannot be read: those are set aside, never deleted, and said in the log.</summary>
    public static DirectoryInfo Readable(string path, ILoggerFactory logs)
    {
        var folder = DurableFile.CreatePrivateFolder(path);
        foreach (var file in folder.EnumerateFiles("*.xml").OrderBy(file => file.Name, StringComparer.Ordinal).ToList())
        {
            if (WhyUnreadable(file.FullName) is { } reason)
            {
                Put(file, reason, logs.CreateLogger("FilmBlog.Web.Security.KeyFiles"));
            }
        }

        return folder;
    }

    private static string? WhyUnreadable(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement.Load(reader);
            return null;
        }
        catch (Exception unreadable) when (unreadable is XmlException or IOException or UnauthorizedAccessException)
        {
            return unreadable.Message;
        }
    }

    private static void Put(FileInfo file, string reason, ILogger log)
    {
        var name = file.Name;
        try
        {
            // What was set aside before stays as well.
            var target = file.FullName + SetAside;
            for (var number = 2; File.Exists(target); number++)
            {
                target = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file.FullName}{SetAside}-{number}");
            }

            file.MoveTo(target);
            Log.Set(log, name, reason, Path.GetFileName(target));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Log.Left(log, name, reason, refused.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The key file {File} cannot be read ({Reason}) and is set aside as {Name}. What it protected is lost with it: who was signed in by it signs in anew, and a second step that it encrypted is set up anew. If you have a copy of the file, put it back and start the site again")]
        public static partial void Set(ILogger logger, string file, string reason, string name);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The key file {File} cannot be read ({Reason}), nor be set aside ({Refusal}): nobody can sign in. Move it out of the folder and start the site again")]
        public static partial void Left(ILogger logger, string file, string reason, string refusal);
    }
}
