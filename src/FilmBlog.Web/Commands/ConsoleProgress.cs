using System.Globalization;
using FilmBlog.Core.Content;

namespace FilmBlog.Web.Commands;

/// <summary>Tells on standard error how far long work has come, at most once a second.</summary>
internal sealed class ConsoleProgress(string what) : IProgress<ImportProgress>, IProgress<(int Done, int Total)>
{
    private long next = Environment.TickCount64 + 1000;

    public void Report(ImportProgress value) => Report((value.Done, value.Total));

    public void Report((int Done, int Total) value)
    {
        if (Environment.TickCount64 >= next)
        {
            next = Environment.TickCount64 + 1000;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {value.Done} of {value.Total}"));
        }
    }
}
