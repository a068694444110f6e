using System.Globalization;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Pages.Admin.Write;

/// <summary>
/// Where a text is found that was set aside because another version was saved meanwhile. Where nothing else is left that says whose it is, the
/// address does, sealed for its author: names come and go.
/// </summary>
public sealed class SetAside(Seal seal)
{
    private const string Purpose = "text set aside";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    /// <summary>The address that shows it beside what there is.</summary>
    /// <param name="writing">What was written at.</param>
    /// <param name="revision">The text that was set aside.</param>
    /// <param name="authorId">Who wrote it.</param>
    public string AddressOf(Writing writing, int revision, int authorId)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"/admin/write/{writing.Copy?.Id ?? writing.Id}/conflict?mine={revision}");
        return writing is { Copy: null, Review: null } ? $"{address}&own={seal.Close(Purpose, new Own(revision, authorId), Lasts)}" : address;
    }

    /// <summary>Whether an address says that the text is this author's own.</summary>
    public bool IsOwn(string? sealedOwn, int revision, int authorId) => seal.Open<Own>(Purpose, sealedOwn) == new Own(revision, authorId);

    private sealed record Own(int Revision, int Author);
}
