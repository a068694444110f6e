using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FilmBlog.Core.Markup;

namespace FilmBlog.Benchmarks.Markup;

/// <summary>The rendering of one body of some seven hundred words: time and allocations.</summary>
[MemoryDiagnoser]
public class MarkupBenchmark
{
    private string _body = "";

    internal static int Run(string[] options)
    {
        // In this process: the project then needs no second build, and the table says the same.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(20))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "filmblog-benchmarks", "markup"));
        var summary = BenchmarkRunner.Run<MarkupBenchmark>(config, options);
        BenchmarkDotNet.Exporters.MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
        return summary.HasCriticalValidationErrors || summary.Reports.Length == 0 ? 1 : 0;
    }

    /// <summary>The first body of the synthetic blog that has about seven hundred words.</summary>
    [GlobalSetup]
    public void Choose()
    {
        var blog = new SyntheticBlog(100);
        _body = Enumerable.Range(0, 100).Select(blog.Body).MinBy(body => Math.Abs(700 - body.Count(c => c == ' ')))!;
    }

    /// <summary>Parsing alone.</summary>
    [Benchmark]
    public object Parse() => MarkdownBody.Parse(_body);

    /// <summary>As a save does it.</summary>
    [Benchmark]
    public object ParseAndRender() => MarkdownBody.Parse(_body).Render(static _ => null);
}
