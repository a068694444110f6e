using System.Text.Json;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Commands;

public sealed class PartsCommandTests
{
    [Fact]
    public async Task The_parts_are_all_packages_of_the_lock_file_with_version_and_hash()
    {
        using var filmblog = new Executable();
        var run = await filmblog.RunAsync("parts");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        using var document = JsonDocument.Parse(run.Output);
        var parts = document.RootElement.GetProperty("components").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!, StringComparer.OrdinalIgnoreCase);
        Assert.All(parts.Values, part =>
        {
            Assert.Equal($"pkg:nuget/{part.GetProperty("name")}@{part.GetProperty("version")}", part.GetProperty("purl").GetString());
            Assert.True(part.GetProperty("type").GetString() == "framework" || part.GetProperty("hashes")[0].GetProperty("content").GetString()!.Length == 128);
        });
        using var locked = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "FilmBlog.Web", "packages.lock.json"), TestContext.Current.CancellationToken));
        var direct = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject().Where(package => package.Value.GetProperty("type").GetString() == "Direct"
            && !package.Name.EndsWith("Analyzers", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(direct);
        Assert.All(direct, package => Assert.Equal(package.Value.GetProperty("resolved").GetString(), parts[package.Name].GetProperty("version").GetString()));
        var references = parts.Values.Select(part => part.GetProperty("bom-ref").GetString()).Append("filmblog").ToHashSet();
        Assert.All(document.RootElement.GetProperty("dependencies").EnumerateArray(), part =>
        {
            Assert.Contains(part.GetProperty("ref").GetString(), references);
            Assert.All(part.GetProperty("dependsOn").EnumerateArray(), other => Assert.Contains(other.GetString(), references));
        });
    }
}
