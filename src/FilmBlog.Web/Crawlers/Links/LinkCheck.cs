using System.Globalization;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Imaging;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Crawlers.Links;

/// <summary>Looks where the links and pictures of all that readers see lead. Reads only.</summary>
/// <param name="db">The blog.</param>
/// <param name="store">Its pictures.</param>
/// <param name="site">Where it stands.</param>
/// <param name="clock">The time.</param>
/// <param name="outside">Asks other sites; null: they are left alone.</param>
internal sealed class LinkCheck(FilmBlogContext db, ImageStore store, SiteOptions site, TimeProvider clock, OutsideLinks? outside)
{
    private readonly Uri root = new(site.BaseUrl?.TrimEnd('/') ?? "http://localhost");
    private readonly Dictionary<Uri, List<WrittenLink>> elsewhere = [];
    private int checkedLinks;
    private int broken;
    private int moved;

    /// <summary>The last line of the report.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"checked {checkedLinks}, broken {broken}, moved {moved}");

    /// <summary>Whether every link leads somewhere.</summary>
    public bool IsSound => broken == 0;

    /// <summary>Checks everything once.</summary>
    public async Task RunAsync(Action<LinkFinding> found, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (texts, inside) = (new WrittenTexts(db, now), new InsideLinks(db, store, now));
        var (done, total) = (0, await texts.CountReviewsAsync(cancellationToken));
        await foreach (var batch in texts.BatchesAsync(cancellationToken))
        {
            var links = new List<WrittenLink>();
            foreach (var text in batch)
            {
                if (text.Parse(out var trouble) is not { } body)
                {
                    Note(trouble!);
                    continue;
                }

                links.AddRange(text.Links(body, root));
                checkedLinks += body.Images.Count + (text.Cover is null ? 0 : 1);
                text.MissingPictures(body, store).ToList().ForEach(Note);
            }

            await CheckAsync(links);
            done += batch.Count;
            progress.Report(new ImportProgress(Math.Min(done, total), total));
        }

        await CheckAsync(await KeptAsync(cancellationToken));
        var asked = 0;
        await (outside?.CheckAsync(elsewhere.Keys, (address, answer) =>
        {
            elsewhere[address].Select(link => answer.At(link.Place, link.Url)).OfType<LinkFinding>().ToList().ForEach(Note);
            progress.Report(new ImportProgress(++asked, elsewhere.Count));
        }, cancellationToken) ?? Task.CompletedTask);

        async Task CheckAsync(IReadOnlyList<WrittenLink> links)
        {
            var here = links.Where(IsInside).ToList();
            checkedLinks += here.Count;
            foreach (var finding in await inside.CheckAsync(here, cancellationToken))
            {
                Note(finding);
            }

            // Once each, however often it is written, and remembered only where it is going to be asked for.
            foreach (var link in outside is null ? [] : links.Where(link => !IsInside(link)))
            {
                checkedLinks++;
                var address = new Uri(link.Address.GetLeftPart(UriPartial.Query));
                if (!elsewhere.TryAdd(address, [link]))
                {
                    elsewhere[address].Add(link);
                }
            }
        }

        void Note(LinkFinding finding)
        {
            broken += finding.IsBroken ? 1 : 0;
            moved += finding.IsBroken ? 0 : 1;
            found(finding);
        }
    }

    private bool IsInside(WrittenLink link) => Uri.Compare(link.Address, root, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    // The navigation and the blogroll.
    private async Task<IReadOnlyList<WrittenLink>> KeptAsync(CancellationToken cancellationToken) =>
    [
        .. from link in await db.SiteLinks.AsNoTracking().OrderBy(l => l.List).ThenBy(l => l.Position).ThenBy(l => l.Id).ToListAsync(cancellationToken)
           from url in new[] { link.Url, link.FeedUrl }
           where url is not null && Uri.TryCreate(root, url, out _)
           select new WrittenLink(new LinkPlace(link.List.ToString().ToLowerInvariant(), 0), url, new Uri(root, url)),
    ];
}
