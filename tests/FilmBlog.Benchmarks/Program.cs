using FilmBlog.Benchmarks.Crawlers;
using FilmBlog.Benchmarks.Imports;
using FilmBlog.Benchmarks.Markup;
using FilmBlog.Benchmarks.Pages;
using FilmBlog.Benchmarks.Recommendations;
using FilmBlog.Benchmarks.Searching;

// Each measurement is a command of its own; its options follow it.
return args switch
{
    ["import", .. var options] => await ImportBenchmark.RunAsync(options),
    ["markup", .. var options] => MarkupBenchmark.Run(options),
    ["pages", .. var options] => await PagesBenchmark.RunAsync(options),
    ["recommendations", .. var options] => await RecommendationsBenchmark.RunAsync(options),
    ["sitemap", .. var options] => await SitemapBenchmark.RunAsync(options),
    ["search", .. var options] => await SearchBenchmark.RunAsync(options),
    ["client", var address] => await LoadClient.RunAsync(new Uri(address)),
    ["--help" or "-h"] => Help(Console.Out, 0),
    _ => Help(Console.Error, 2),
};

static int Help(TextWriter writer, int exitCode)
{
    writer.WriteLine("""
        Usage: dotnet run -c Release --project tests/FilmBlog.Benchmarks -- COMMAND [OPTIONS]

          import --files 20000              files a second and memory; again with all the same; again with 1 % changed
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
