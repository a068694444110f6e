using FilmBlog.Benchmarks.Recommendations;

// Each measurement is a command of its own; its options follow it.
return args switch
{
    ["recommendations", .. var options] => await RecommendationsBenchmark.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: FilmBlog.Benchmarks recommendations [--reviews 100000]");
    return 2;
}
