using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Pages.Account;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FilmBlog.Web.Tests.Security;

/// <summary>What holds because something is nowhere in the source, or in one place alone.</summary>
public sealed partial class AsvsSourceTests
{
    [Fact]
    public void No_command_to_the_database_is_put_together_from_text() =>
        Assert.Equal(
            ["FilmBlog.Core/Data/SqliteConnectionSetup.cs", "FilmBlog.Core/Data/SqliteInserts.cs", "FilmBlog.Core/Data/SqliteIntegrity.cs", "FilmBlog.Core/Data/SqliteSchema.cs", "FilmBlog.Core/Data/SqliteSearchIndex.cs"],
            FilesWith("SqlRaw", "CommandText = ", "CommandText =\n", "new SqliteCommand("));

    [Fact]
    public void No_process_is_started() => Assert.Empty(FilesWith("Process.Start", "ProcessStartInfo"));

    [Fact]
    public void A_regular_expression_is_never_made_of_what_somebody_sent()
    {
        Assert.Empty(FilesWith("new Regex(", "Regex.IsMatch(", "Regex.Match(", "Regex.Matches(", "Regex.Replace(", "Regex.Split("));
        foreach (var line in Sources().SelectMany(source => source.Text.Split('\n')).Where(line => line.Contains("[GeneratedRegex(", StringComparison.Ordinal)))
        {
            Assert.True(line.Contains("NonBacktracking", StringComparison.Ordinal) || line.Contains("imeout", StringComparison.Ordinal), $"It may take for ever: {line.Trim()}");
        }
    }

    [Fact]
    public void Nothing_is_evaluated_and_no_type_is_chosen_by_input() => Assert.Empty(FilesWith(
        "BinaryFormatter", "TypeNameHandling", "CSharpScript", "RazorRuntimeCompilation", "JsonPolymorphic", "Activator.CreateInstance", "Assembly.Load", "Type.GetType(", "DataContractSerializer"));

    [Fact]
    public void No_code_is_unsafe()
    {
        Assert.Empty(FilesWith(" unsafe ", "Marshal.Alloc", "stackalloc byte*"));
        string[] projects = ["Directory.Build.props", "src/Directory.Build.props", "src/FilmBlog.Core/FilmBlog.Core.csproj", "src/FilmBlog.Web/FilmBlog.Web.csproj"];
        Assert.All(projects, file => Assert.DoesNotContain("AllowUnsafeBlocks", File.ReadAllText(Path.Combine(Repository.Root, file)), StringComparison.Ordinal));
    }

    [Fact]
    public void No_XML_of_others_is_parsed() =>
        // The site's own keys, looked at before they are used.
        Assert.Equal(["FilmBlog.Web/Security/KeyFiles.cs"], FilesWith("XmlReader", "XDocument.Load", "XDocument.Parse", "XElement.Parse", "XElement.Load", "XmlDocument", "XmlSerializer"));

    [Fact]
    public void No_broken_hash_is_used_where_it_matters()
    {
        // Codes of authenticator apps are SHA-1 by their specification; as HMAC it is sound.
        Assert.Equal(["FilmBlog.Web/Security/OneTimeCode.cs"], FilesWith("SHA1", "MD5"));
        Assert.Empty(FilesWith("Aes.Create", "DES.Create", "RC2.Create", "RSA.Create", "CipherMode"));
    }

    [Fact]
    public void What_must_not_be_guessed_comes_from_the_generator_for_that()
    {
        Assert.Equal(["FilmBlog.Web/Pages/Reviews/RandomReview.cs"], FilesWith("Random.Shared", "new Random("));
        Assert.Contains("RandomNumberGenerator", Sources().Single(s => s.Text.Contains("string OfBits(", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_certificate_is_taken_unseen()
    {
        Assert.Empty(FilesWith("DangerousAcceptAny", "CheckCertificateRevocation = false", "ServerCertificateCustomValidationCallback"));
        // The doctor looks at one to say what is wrong with it, and takes it only if nothing is.
        Assert.Equal(["FilmBlog.Web/Doctor/OutsideExam.cs"], FilesWith("ServerCertificateValidationCallback", "RemoteCertificateValidationCallback"));
    }

    [Fact]
    public void Requests_to_others_leave_from_known_places_alone() => Assert.Equal(
        [
            "FilmBlog.Web/Crawlers/CrawlersSetup.cs", "FilmBlog.Web/Doctor/OutsideExam.cs", "FilmBlog.Web/Mail/Postman.cs", "FilmBlog.Web/Outbound/OutboundHttp.cs",
            "FilmBlog.Web/Telemetry/TelemetrySetup.cs",
        ],
        FilesWith("new HttpClient(", "AddHttpClient(", "new SmtpClient", "new TcpClient", "WebRequest."));

    [Fact]
    public void No_script_listens_to_other_windows()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "FilmBlog.Web", "wwwroot", "js"), "*.js", SearchOption.AllDirectories))
        {
            var script = File.ReadAllText(file);
            foreach (var word in new[] { "postMessage", "\"message\"", "'message'", "onmessage", "eval(", "new Function", "outerHTML", "insertAdjacentHTML", "document.write", "__proto__" })
            {
                Assert.False(script.Contains(word, StringComparison.Ordinal), $"{Path.GetFileName(file)} says {word}.");
            }

            // The preview alone shows markup, which the site rendered and a policy of trusted types let through.
            Assert.True(!script.Contains("innerHTML", StringComparison.Ordinal) || Path.GetFileName(file) == "editor-preview.js", $"{Path.GetFileName(file)} writes markup.");
        }
    }

    [Fact]
    public void No_secret_stands_among_the_settings_that_are_shipped() => Assert.DoesNotMatch(
        new Regex("password|token|secret|key", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)), File.ReadAllText(Path.Combine(Repository.Root, "src", "FilmBlog.Web", "appsettings.json")));

    [Theory]
    [InlineData("FilmBlog.Core")]
    [InlineData("FilmBlog.Web")]
    public void Every_package_is_locked_by_its_hash(string project)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", project, "packages.lock.json")));
        foreach (var package in locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
        {
            Assert.True(package.Value.GetProperty("type").GetString() == "Project" || package.Value.TryGetProperty("contentHash", out _), $"{package.Name} has no hash.");
        }
    }

    [Fact]
    public void There_are_no_hints_and_no_secret_questions() =>
        Assert.DoesNotContain(typeof(Author).GetProperties(), p => p.Name.Contains("Hint", StringComparison.Ordinal) || p.Name.Contains("Question", StringComparison.Ordinal));

    [Fact]
    public void No_header_names_the_host() => Assert.Empty(FilesWith("X-Forwarded-Host", "X-Original-Host", "Headers[\"Host\"]", "X-Original-URL", "X-Rewrite-URL"));

    // What Razor makes of a page does so for its own literals, which is why the build cannot forbid it.
    [Fact]
    public void No_text_becomes_markup_by_being_called_so()
    {
        Assert.Empty(FilesWith("new HtmlString(", "HtmlString("));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "FilmBlog.Web", "Pages"), "*.cshtml", SearchOption.AllDirectories),
            page => File.ReadAllText(page).Contains("HtmlString", StringComparison.Ordinal));
    }

    [Fact]
    public void No_password_is_carried_in_a_page_through_the_sign_in()
    {
        var fields = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "FilmBlog.Web", "Pages"), "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(page => PasswordFields().Matches(File.ReadAllText(page)), (page, field) => (Page: Path.GetFileName(page), Name: NameOfField().Match(field.Value).Groups[1].Value)).ToList();

        Assert.True(fields.Count >= 7, "There are fields for passwords that are not found.");
        Assert.All(fields, field => Assert.Empty(CarriedForm.Of(new FormCollection(new() { [field.Name] = "secret" }))!.Fields));
    }

    [Fact]
    public void No_form_is_bound_to_an_entity()
    {
        var types = typeof(SiteOptions).Assembly.GetTypes();
        Assert.DoesNotContain(types, type => type.IsDefined(typeof(BindPropertiesAttribute)));
        var bound = types.SelectMany(type => type.GetProperties()).Where(p => p.IsDefined(typeof(BindPropertyAttribute))).ToList();
        Assert.NotEmpty(bound);
        Assert.DoesNotContain(bound, p => p.PropertyType.IsClass && p.PropertyType.Assembly == typeof(Author).Assembly);
    }

    [Fact]
    public void Each_page_of_the_desk_lets_one_sign_out()
    {
        var pages = Path.Combine(Repository.Root, "src", "FilmBlog.Web", "Pages");
        Assert.Contains("_Desk", File.ReadAllText(Path.Combine(pages, "Admin", "_ViewStart.cshtml")), StringComparison.Ordinal);
        Assert.Contains("action=\"/account/sign-out\"", File.ReadAllText(Path.Combine(pages, "Shared", "_Desk.cshtml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.1.1", "A review needs `film.title`, `film.year` and `film.directors`")]
    [InlineData("2.1.3", "4 MB a form, 20 MB a picture, 200 MB an archive to import")]
    [InlineData("5.1.1", "JPEG, PNG, WebP and GIF by their content")]
    [InlineData("6.1.1", "Five wrong passwords keep out for five minutes")]
    [InlineData("6.1.2", "not little more than the name or")]
    [InlineData("6.1.3", "By password (12 characters or more")]
    [InlineData("7.1.1", "they last 8 hours unused, 30 days at most")]
    [InlineData("7.1.2", "as many places at a time as they like")]
    [InlineData("8.1.1", "Owners may do everything, authors what concerns their own reviews")]
    [InlineData("8.1.2", "An author changes each field of their own reviews")]
    [InlineData("11.1.1", "The keys that protect forms lie unencrypted in `DATA/keys`")]
    [InlineData("11.1.2", "PBKDF2 with HMAC-SHA512, 210,000 rounds")]
    [InlineData("13.1.1", "**Nothing goes out** unless a setting says so")]
    [InlineData("15.1.1", "are mended within two days where they are severe")]
    [InlineData("15.1.3", "**What costs much is bounded.**")]
    [InlineData("16.1.1", "says who came in and how, what was done at the desk, and what was not let happen")]
    public void The_README_says_the_rules(string requirement, string rule)
    {
        Assert.Contains(rule, File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains(AsvsTests.Rows(), row => row.Id == requirement && row.Proof.Contains(nameof(The_README_says_the_rules), StringComparison.Ordinal));
    }

    [Fact]
    public void Each_requirement_of_something_written_has_its_words_in_the_README()
    {
        var words = typeof(AsvsSourceTests).GetMethod(nameof(The_README_says_the_rules))!.GetCustomAttributes<InlineDataAttribute>().Select(data => (string)data.Data[0]!);
        Assert.Equal(AsvsTests.Rows().Where(row => row.Proof.Contains(nameof(The_README_says_the_rules), StringComparison.Ordinal)).Select(row => row.Id), words);
    }

    [Theory]
    [InlineData("DynamicUser=yes")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("CapabilityBoundingSet=\n")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("IPAddressDeny=any")]
    public void The_unit_in_the_README_gives_few_rights(string line) => Assert.Contains("    " + line, File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    [GeneratedRegex("""<input[^>]*type="password"[^>]*>""")]
    private static partial Regex PasswordFields();

    [GeneratedRegex("""\s(?:name|asp-for)="([^"]+)""")]
    private static partial Regex NameOfField();

    private static IReadOnlyList<string> FilesWith(params string[] words) =>
        [.. Sources().Where(source => words.Any(word => source.Text.Contains(word, StringComparison.Ordinal))).Select(source => source.File)];

    private static IEnumerable<(string File, string Text)> Sources()
    {
        var root = Path.Combine(Repository.Root, "src");
        return from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let file = Path.GetRelativePath(root, path).Replace('\\', '/')
               where !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal)
               select (file, File.ReadAllText(path));
    }
}
