using FilmBlog.Benchmarks.Attacks;
using FilmBlog.Benchmarks.Crawlers;
using FilmBlog.Benchmarks.Faults;
using FilmBlog.Benchmarks.Imports;
using FilmBlog.Benchmarks.Load;
using FilmBlog.Benchmarks.Markup;
using FilmBlog.Benchmarks.Pages;
using FilmBlog.Benchmarks.Recommendations;
using FilmBlog.Benchmarks.Searching;

// Each measurement is a command of its own; its options follow it.
return args switch
{
    [_, "--help" or "-h"] => Help(Console.Out, 0),
    ["faults", .. var options] => await FaultsBenchmark.RunAsync(options),
    ["corpora", .. var options] => await CorporaRun.RunAsync(options),
    ["fuzz", .. var options] => Fuzzing.Run(options),
    ["import", .. var options] => await ImportBenchmark.RunAsync(options),
    ["load", .. var options] => await LoadBenchmark.RunAsync(options),
    ["markup", .. var options] => MarkupBenchmark.Run(options),
    ["pages", .. var options] => await PagesBenchmark.RunAsync(options),
    ["recommendations", .. var options] => await RecommendationsBenchmark.RunAsync(options),
    ["sitemap", .. var options] => await SitemapBenchmark.RunAsync(options),
    ["search", .. var options] => await SearchBenchmark.RunAsync(options),
    // Processes of the measurements above.
    ["client", var address] => await LoadClient.RunAsync(new Uri(address)),
    ["drive"] => await LoadDriver.RunAsync(),
    ["yardstick", var kind, var folder, var address] => await Yardstick.RunAsync(kind, folder, address),
    ["--help" or "-h"] => Help(Console.Out, 0),
    _ => Help(Console.Error, 2),
};

static int Help(TextWriter writer, int exitCode)
{
    writer.WriteLine("""
        Usage: dotnet run -c Release --project tests/FilmBlog.Benchmarks -- COMMAND [OPTIONS]

          faults [--kills 200] [--stride 1] the published site killed, stopped, locked out and starved: what is lost (nothing)
                [--only saves,imports,steps,disks,locked,importing,stopped,killed,leaving,handles]
                [--site FOLDER] [--seed 1]
          corpora --corpora DIR             collected attack strings through every field, file, path and header; then all
                [--every 1]                 that is public is read: live markup, status 500, hangs, redirects elsewhere
          fuzz --seconds 10 --seed 1        inputs by chance for our parsers: front-matter, search, slug, markup, date,
                [--target markup,image]     image, archive; what is unforeseen, slow, or live in the output
          import --files 20000              files a second and memory; again with all the same; again with 1 % changed
          load --reviews 1000               the published site under load, beside nginx: CPU, requests a second, p50 and p99
                [--compare 1000,100000]     the same pages at several sizes, and their ratios; all else at the last
                [--only pages,yardsticks,mixed,junk,publish,start,crowd] [--pages home,review]
                [--seconds 1] [--rounds 3] [--connections 64] [--mixed 60] [--request-log on|off]
                [--site FOLDER]             a site that is published already
          markup [BenchmarkDotNet options]  one body of 700 words: parsing, and parsing with rendering
          pages --reviews 1000,100000       the real site, page by page: CPU, bytes allocated, commands, bytes sent
                [--pages home,review]       only these
                [--rounds 3] [--requests 400]
          recommendations --reviews 100000  the catalogue and the recommender
          sitemap --reviews 1000,100000     what an address of the sitemap costs
          search --reviews 20000            searches by kind, and what the index costs
        """);
    return exitCode;
}
