namespace FilmBlog.Benchmarks.Load;

/// <summary>Where figures are written, one line at a time, as soon as they are known.</summary>
internal sealed class Report(TextWriter output)
{
    public void Line(FormattableString line)
    {
        output.WriteLine(FormattableString.Invariant(line));
        output.Flush();
    }
}
