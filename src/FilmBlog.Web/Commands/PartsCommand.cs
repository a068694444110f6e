using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyModel;

namespace FilmBlog.Web.Commands;

/// <summary><c>filmblog parts</c>: what the program is made of, as CycloneDX 1.6 (cyclonedx.org), read from what the build noted beside it.</summary>
internal static class PartsCommand
{
    private const string Hash = "sha512-";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var command = new Command("parts", "Lists the packages that this program is made of, with versions and hashes, as a CycloneDX document.");
        command.SetAction(_ =>
        {
            if (DependencyContext.Default is not { } built)
            {
                Console.Error.WriteLine("What the build noted is missing: filmblog.deps.json beside the program.");
                return 1;
            }

            Console.WriteLine(Document(built).ToJsonString(Indented));
            return 0;
        });
        return command;
    }

    private static JsonObject Document(DependencyContext built)
    {
        var own = built.RuntimeLibraries.Where(library => library.Type == "project").ToList();
        var packages = built.RuntimeLibraries.Except(own).OrderBy(library => library.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var references = packages.ToDictionary(library => library.Name, Reference, StringComparer.OrdinalIgnoreCase);
        var program = own.Single(library => library.Name == typeof(PartsCommand).Assembly.GetName().Name);
        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = program.Name, ["name"] = program.Name, ["version"] = program.Version },
            },
            ["components"] = new JsonArray([.. packages.Select(library => Component(library, references[library.Name]))]),
            ["dependencies"] = new JsonArray(
            [
                Dependencies(program.Name, own.SelectMany(library => library.Dependencies), references),
                .. packages.Select(library => Dependencies(references[library.Name], library.Dependencies, references)),
            ]),
        };
    }

    private static JsonObject Component(RuntimeLibrary library, string reference)
    {
        // The runtime's own packages are not told with their hashes.
        var component = new JsonObject
        {
            ["type"] = string.IsNullOrEmpty(library.Hash) ? "framework" : "library",
            ["bom-ref"] = reference,
            ["name"] = library.Name,
            ["version"] = library.Version,
            ["purl"] = reference,
        };
        if (library.Hash is { } hash && hash.StartsWith(Hash, StringComparison.Ordinal))
        {
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(hash[Hash.Length..])) });
        }

        return component;
    }

    private static JsonObject Dependencies(string reference, IEnumerable<Dependency> dependencies, Dictionary<string, string> references) => new()
    {
        ["ref"] = reference,
        ["dependsOn"] = new JsonArray([.. dependencies.Select(d => references.GetValueOrDefault(d.Name)).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))]),
    };

    // A runtime that came along is a package, too.
    private static string Reference(RuntimeLibrary library) =>
        $"pkg:nuget/{(library.Name.StartsWith("runtimepack.", StringComparison.Ordinal) ? library.Name["runtimepack.".Length..] : library.Name)}@{library.Version}";
}
