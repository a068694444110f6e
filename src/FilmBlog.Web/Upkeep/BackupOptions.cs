using System.ComponentModel.DataAnnotations;

namespace FilmBlog.Web.Upkeep;

/// <summary>The section <c>FilmBlog:Backup</c>: the backups that the site makes by itself while it serves, and its nightly check.</summary>
public sealed class BackupOptions
{
    /// <summary>After how many hours the next backup is taken; 0: none is.</summary>
    [Range(0, 8760)]
    public int Every { get; set; } = 24;

    /// <summary>The folder in which they are kept: better one on another disk. Unset: <c>backups</c> in the data folder.</summary>
    public string? Path { get; set; }

    /// <summary>How many are kept.</summary>
    [Range(1, 1000)]
    public int Keep { get; set; } = 7;

    /// <summary>Whether all data are checked each night, as <c>filmblog check</c> does.</summary>
    public bool Check { get; set; } = true;
}
