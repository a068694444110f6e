using FilmBlog.Core.Backups;

namespace FilmBlog.Web.Doctor;

/// <summary>The backups that the site takes by itself: whether they can be, and how old the last one is.</summary>
internal static class BackupExam
{
    // A site that was stopped over a weekend is not told off.
    private const int Grace = 48;

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(SetUpUnderExam setUp, CancellationToken cancellationToken)
    {
        var folder = setUp.Site.Backup.Path is { Length: > 0 } elsewhere ? Installation.PathOf(elsewhere) : setUp.Folder.Backups;
        var takes = setUp.Site.Backup.Every > 0;
        if (takes && Obstacle(folder) is { } obstacle)
        {
            return [Finding.Wrong(obstacle)];
        }

        return DatabaseExam.HasBegun(setUp) || File.Exists(setUp.Folder.Marker) ? [await LastAsync(setUp, folder, cancellationToken)] : [];
    }

    private static string? Obstacle(string folder)
    {
        var named = $"The folder of the backups {folder} (FilmBlog:Backup:Path)";
        return File.Exists(folder) ? $"{named} is a file."
            : !Directory.Exists(folder) ? (FileRights.WhyNotMade(folder) is { } why ? $"{named} cannot be made: {why}. No backup would be taken." : null)
            : FileRights.MayUse(folder) ? null : $"{named} cannot be written by the {FileRights.User}: no backup would be taken. Give it to the user that serves (chown).";
    }

    private static async Task<Finding> LastAsync(SetUpUnderExam setUp, string folder, CancellationToken cancellationToken)
    {
        var (every, now) = (setUp.Site.Backup.Every, setUp.Clock.GetUtcNow());
        var alone = every > 0 ? "" : " The site takes none by itself (FilmBlog:Backup:Every is 0): see to it that somebody does.";
        if (Directory.Exists(folder) && !FileRights.MayLookInto(folder))
        {
            return Finding.Note($"Whether there is a backup in {folder} is not known: the {FileRights.User} may not look into it.{alone}");
        }

        if (await BackupShelf.LatestInAsync(folder, now, cancellationToken) is not { TakenAt: var last })
        {
            return Finding.Note($"There is no backup in {folder}.{(every > 0 ? " The site takes the first one five minutes after its start." : alone)}");
        }

        var age = now - last;
        var said = age switch
        {
            { TotalMinutes: < 2 } => "less than two minutes",
            { TotalHours: < 2 } => $"{(int)age.TotalMinutes} minutes",
            { TotalDays: < 2 } => $"{age.TotalHours:0} hours",
            _ => $"{age.TotalDays:0} days",
        };
        return every == 0 ? Finding.Note($"The last backup in {folder} is {said} old.{alone}")
            : age > TimeSpan.FromHours(every + Math.Max(every, Grace)) ? Finding.Wrong($"The last backup in {folder} is {said} old, and one is to be taken every {(every == 1 ? "hour" : $"{every} hours")}: see whether the site serves, and what its log says.")
            : Finding.Ok($"The last backup is {said} old.");
    }
}
