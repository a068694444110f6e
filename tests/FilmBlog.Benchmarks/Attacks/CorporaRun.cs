using System.Globalization;
using System.Text;
using System.Text.Json;
using FilmBlog.Core.Content;
using FilmBlog.Core.Writing;

namespace FilmBlog.Benchmarks.Attacks;

/// <summary>
/// Collected attack strings through every text field and every way in, one after the other; then everything that is shown in public is read and judged.
/// </summary>
internal static class CorporaRun
{
    private const int Examples = 5;
    private static readonly HashSet<string> Told = [];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new Options(arguments);
        if (options.Text("--corpora") is not { } place || !Directory.Exists(place))
        {
            await Console.Error.WriteLineAsync("--corpora names a folder with xss, sql, naughty, titles, redirects, headers, paths and malformed in it.");
            return 2;
        }

        var corpora = new Corpora(place);
        var texts = corpora.Texts.Where((_, i) => i % options.Number("--every", 1) == 0).ToList();
        var folder = Directory.CreateTempSubdirectory("filmblog-corpora-").FullName;
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "content"));
            await using var site = await AttackedSite.StartAsync(folder);
            await SayAsync(output, site, $"{texts.Count} texts, {corpora.Paths.Count} paths, {corpora.Redirects.Count} addresses, {corpora.Files.Count} files");

            var report = await ImportAsync(site, folder, corpora, texts);
            await SayAsync(output, site, $"imported: {report}");
            await WriteAsync(site, texts);
            await SayAsync(output, site, "written in the editor and previewed");
            await ManageAsync(site, texts);
            await SayAsync(output, site, "names, introductions, settings, links, redirects and the page about the site");
            await AskAsync(site, texts);
            await SayAsync(output, site, "searched for, suggested, sent as cookies and headers");
            await LeadAsync(site, corpora);
            await SayAsync(output, site, "paths, and addresses to return to");
            await CrawlAsync(site);
            await SayAsync(output, site, "everything in public read");

            return site.Failures.Values.All(found => found.Count == 0) ? 0 : 1;
        }
        finally
        {
            Console.SetOut(output);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SayAsync(TextWriter output, AttackedSite site, string what)
    {
        await output.WriteLineAsync($"{site.Requests,7} requests, {string.Join(", ", site.Failures.Select(f => $"{f.Key}: {f.Value.Count}"))} after: {what}");
        foreach (var example in site.Failures.Values.SelectMany(found => found.Take(Examples)).Where(example => Told.Add(example)))
        {
            await output.WriteLineAsync($"  {(example.Length > 300 ? example[..300] : example)}");
        }
    }

    // A file for each text, with it in every field; and the files that are none.
    private static async Task<ImportReport> ImportAsync(AttackedSite site, string folder, Corpora corpora, List<string> texts)
    {
        var incoming = Path.Combine(folder, "incoming");
        Directory.CreateDirectory(Path.Combine(incoming, "reviews"));
        Directory.CreateDirectory(Path.Combine(incoming, "pages"));
        for (var i = 0; i < texts.Count; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(incoming, "reviews", FormattableString.Invariant($"{i:00000}.md")), FileOf(texts[i], i));
            await File.WriteAllTextAsync(Path.Combine(incoming, "reviews", FormattableString.Invariant($"{i:00000}-raw.md")), $"---\nslug: raw-{i.ToString(CultureInfo.InvariantCulture)}\nfilm:\n  title: {texts[i]}\n  year: 1970\n  directors: [{texts[i]}]\npublished: 2020-01-01\n---\n{texts[i]}");
        }

        foreach (var (file, i) in corpora.Files.Select((file, i) => (file, i)))
        {
            File.Copy(file, Path.Combine(incoming, "reviews", FormattableString.Invariant($"file-{i}.md")));
        }

        return await site.ImportAsync(incoming);
    }

    private static string FileOf(string text, int number)
    {
        var quoted = JsonSerializer.Serialize(text);
        var name = JsonSerializer.Serialize(Cut(text, 140));
        var file = new StringBuilder("---\n");
        file.Append(CultureInfo.InvariantCulture, $"title: {JsonSerializer.Serialize(Cut(text, 290))}\nslug: text-{number}\nfilm:\n  title: {JsonSerializer.Serialize(Cut(text, 290))}\n  original_title: {JsonSerializer.Serialize(Cut(text, 290))}\n");
        file.Append(CultureInfo.InvariantCulture, $"  also_known_as: [{JsonSerializer.Serialize(Cut(text, 290))}]\n  year: {1900 + (number % 120)}\n  directors: [{name}, Ada Ash]\n  countries: [{name}]\n  cast: [{name}]\n  music: [{name}]\n");
        file.Append(CultureInfo.InvariantCulture, $"themes: [{name}, rain]\nrating: 4\nverdict: {quoted}\nexcerpt: {quoted}\npublished: 2020-01-01T00:00:00Z\naliases: [{JsonSerializer.Serialize("/" + Cut(text, 140))}]\nauthor: {name}\n---\n\n");
        // As it is, in each place that Markdown has for a text, and as an address.
        file.Append(CultureInfo.InvariantCulture, $"{text}\n\n# {text}\n\n> {text}\n\n- {text}\n\n[{text}]({text}) ![{text}]({text} \"{text}\") <{text}>\n\n[a]: {text}\n\n[a]\n\n||{text}||\n\n| a |\n|---|\n| {text} |\n\n```{text}\n{text}\n```\n\n::: spoiler {text}\n{text}\n:::\n\n[^1]\n\n[^1]: {text}\n");
        return file.ToString();
    }

    private static async Task WriteAsync(AttackedSite site, List<string> texts)
    {
        foreach (var (text, i) in texts.Select((text, i) => (text, i)))
        {
            var name = Cut(text, 140);
            var manuscript = new Manuscript
            {
                Title = text,
                Slug = i % 3 == 0 ? text : "",
                FilmTitle = text,
                OriginalTitle = text,
                AlsoKnownAs = [text],
                Year = i % 2 == 0 ? "1970" : text,
                Directors = [name],
                Countries = [name],
                Languages = [text],
                Runtime = i % 5 == 0 ? text : "",
                Cinematography = [name],
                Cast = [name],
                Music = [name],
                AspectRatio = i % 7 == 0 ? text : "",
                Imdb = i % 11 == 0 ? text : "",
                Themes = [name],
                Verdict = text,
                Excerpt = text,
                Watched = i % 13 == 0 ? text : "",
                Pinned = [text],
                Aliases = [text],
                Author = name,
                Cover = i % 4 == 0 ? text : "",
                CoverAlt = text,
                Body = $"{text}\n\n[{text}]({text})",
            };
            var kept = await site.WriteAsync(manuscript, "save");
            if (kept.Location is { } place && place.StartsWith('/'))
            {
                await site.OpenAsync(place);
            }
        }

        await site.OpenAsync("/admin/reviews");
    }

    private static async Task ManageAsync(AttackedSite site, List<string> texts)
    {
        foreach (var (text, i) in texts.Select((text, i) => (text, i)).Where(t => t.i % 8 == 0))
        {
            await site.SendAsync("/admin/site", [new("Input.Title", Cut(text, 100)), new("Input.Tagline", Cut(text, 200)), new("Input.Author", Cut(text, 150)), new("Input.Language", i % 16 == 0 ? "en" : text), new("Input.TimeZone", i % 16 == 0 ? "UTC" : text)]);
            await site.SendAsync("/admin/site/navigation", [new("Input.Text", Cut(text, 30)), new("Input.Url", text)]);
            await site.SendAsync("/admin/site/blogroll", [new("Input.Text", Cut(text, 60)), new("Input.Url", i % 16 == 0 ? "https://example.org/" : text), new("Input.Note", text), new("Input.FeedUrl", text)]);
            await site.SendAsync("/admin/site/about", [new("Input.Title", text), new("Input.Text", text)]);
            await site.SendAsync(FormattableString.Invariant($"/admin/directors/{1 + (i % 40)}"), [new("Input.Name", text), new("Input.Slug", text), new("Input.Introduction", text)]);
            await site.SendAsync(FormattableString.Invariant($"/admin/themes/{1 + (i % 40)}"), [new("Input.Name", text), new("Input.Slug", text), new("Input.Introduction", text)]);
            await site.SendAsync("/admin/misses/redirect", [new("path", "/" + text), new("to", text)]);
            await site.OpenAsync("/admin/misses/redirect?path=" + Uri.EscapeDataString("/" + text));
            await site.OpenAsync("/admin/reviews?q=" + Uri.EscapeDataString(text));
            await site.ReadAsync("/");
            await site.ReadAsync("/about");
            await site.ReadAsync("/feeds");
            await site.ReadAsync("/feeds.opml");
        }

        foreach (var page in new[] { "/admin/site", "/admin/site/navigation", "/admin/site/blogroll", "/admin/directors", "/admin/themes", "/admin/misses", "/admin/audit" })
        {
            await site.OpenAsync(page);
        }
    }

    private static async Task AskAsync(AttackedSite site, List<string> texts)
    {
        foreach (var text in texts)
        {
            var query = Uri.EscapeDataString(text);
            await site.ReadAsync("/search?q=" + query);
            await site.ReadAsync("/search/suggest?q=" + query);
            await site.ReadAsync("/search/atom.xml?q=" + query);
            await site.ReadAsync($"/reviews?theme={query}&director={query}&decade={query}&rating={query}&sort={query}&page={query}");
            await site.ReadAsync("/" + query);
            var header = string.Concat(text.Where(c => c is >= ' ' and < '\u007f'));
            await site.ReadAsync(
                "/", ("Cookie", $"scheme={header}; desk={header}; form={header}; message={header}; browser={header}; ceremony={header}"), ("User-Agent", header), ("Referer", header), ("Accept", header), ("Accept-Language", header),
                ("Accept-Encoding", header), ("X-Forwarded-For", header), ("X-Forwarded-Host", header), ("X-Forwarded-Proto", header), ("X-Original-URL", header), ("X-Rewrite-URL", header), ("If-None-Match", header), ("If-Modified-Since", header), ("Range", header), ("Origin", header));
        }
    }

    private static async Task LeadAsync(AttackedSite site, Corpora corpora)
    {
        foreach (var path in corpora.Paths)
        {
            // A request line holds no spaces and line ends: with them it is another request.
            var target = string.Concat(path.Where(c => c > ' '));
            await site.AskRawAsync("/" + target);
            await site.AskRawAsync("/media/" + target);
            await site.AskRawAsync("/" + Uri.EscapeDataString(path));
        }

        foreach (var address in corpora.Redirects)
        {
            await site.ReadAsync("/account/sign-in?returnurl=" + Uri.EscapeDataString(address));
            await site.SignInAsync(address);
            await site.AskRawAsync("/" + string.Concat(address.Where(c => c > ' ')));
        }
    }

    private static async Task CrawlAsync(AttackedSite site)
    {
        var waiting = new Queue<string>(["/", "/reviews", "/directors", "/themes", "/atom.xml", "/rss.xml", "/feed.json", "/feeds.opml", "/sitemap.xml", "/site.webmanifest", "/opensearch.xml", "/random"]);
        var seen = new HashSet<string>(waiting);
        while (waiting.TryDequeue(out var next))
        {
            var answer = await site.ReadAsync(next);
            var found = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(answer.Text).QuerySelectorAll("a[href], link[rel=alternate][href], meta[property='og:image'], img[src]")
                .Select(e => (e.GetAttribute("href") ?? e.GetAttribute("content") ?? e.GetAttribute("src") ?? "").Split('#')[0]);
            foreach (var address in found.Where(a => a.StartsWith('/') && !a.StartsWith("//", StringComparison.Ordinal) && a.Count(c => c is '?' or '&') <= 1))
            {
                if (seen.Add(address))
                {
                    waiting.Enqueue(address);
                }
            }
        }
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
