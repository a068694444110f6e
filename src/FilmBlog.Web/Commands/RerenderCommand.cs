using System.CommandLine;
using System.Globalization;
using FilmBlog.Core.Content;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog rerender</c>.</summary>
internal static class RerenderCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("rerender", "Renders every text anew, after the markup changed.");
        command.SetAction((_, cancellationToken) => CommandLine.WithSiteAsync(settings, async (services, _) =>
        {
            var (rendered, problems) = await services.GetRequiredService<Rerenderer>().RenderAllAsync(new ConsoleProgress("rendered"), cancellationToken);
            foreach (var problem in problems)
            {
                Console.WriteLine(problem);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rendered {rendered}, failed {problems.Count}"));
            return problems.Count == 0 ? 0 : 1;
        }));
        return command;
    }
}
