using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FilmBlog.Core.Catalogue;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using FilmBlog.Web;
using FilmBlog.Web.Desk;
using FilmBlog.Web.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Attacks;

/// <summary>The real site in this process on loopback, with an author at its desk; each answer is judged.</summary>
internal sealed class AttackedSite : IAsyncDisposable
{
    private const string Email = "ada@example.org";
    private const string Password = "a long walk home in the rain";
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;
    private readonly Uri address;
    private readonly HttpClient reader;
    private readonly HttpClient desk;

    private AttackedSite(WebApplication app)
    {
        this.app = app;
        address = new Uri(app.Urls.Single());
        reader = ClientOf(cookies: false);
        desk = ClientOf(cookies: true);
        desk.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    /// <summary>Requests made, of which so many failed in each way, with examples.</summary>
    public Dictionary<string, List<string>> Failures { get; } = new() { ["live markup"] = [], ["status 500"] = [], ["over 5 s of CPU"] = [], ["led to another site"] = [] };

    public int Requests { get; private set; }

    /// <summary>Starts it with an owner who has signed in.</summary>
    public static async Task<AttackedSite> StartAsync(string folder)
    {
        var app = FilmBlogSite.Build([
            "--urls=http://127.0.0.1:0", "--environment=Production", "--applicationName=filmblog", $"--FilmBlog:DataPath={Path.Combine(folder, "data")}",
            $"--FilmBlog:ContentPath={Path.Combine(folder, "content")}", "--FilmBlog:Limits:SearchBurst=1000000", "--FilmBlog:Limits:SearchPerSecond=1000000",
            "--FilmBlog:Limits:SignIn=1000000", "--FilmBlog:Limits:Preview=1000000", "--FilmBlog:Limits:Upload=1000000", "--FilmBlog:Limits:Save=1000000", "--Serilog:MinimumLevel:Default=Error"]);
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        var (state, catalogue) = (app.Services.GetRequiredService<StartState>(), app.Services.GetRequiredService<ReviewCatalogue>());
        while (!state.IsReady || !catalogue.IsLoaded)
        {
            await Task.Delay(20);
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserManager<Author>>().CreateAsync(new Author("Ada", Email, AuthorRole.Owner, DateTimeOffset.UtcNow), Password);
        var site = new AttackedSite(app);
        await site.SignInAsync();
        return site;
    }

    /// <summary>Imports a folder of files, as the verb does; how many were taken and how many refused with a sentence.</summary>
    public async Task<ImportReport> ImportAsync(string folder)
    {
        var report = await app.Services.GetRequiredService<ContentImporter>().ImportAsync(new ImportRequest(folder, TimeZoneInfo.Utc), progress: null, CancellationToken.None);
        await app.Services.GetRequiredService<Shown>().NowAsync(CancellationToken.None);
        return report;
    }

    /// <summary>Opens an address as a reader and judges the answer; what it says.</summary>
    public Task<Answer> ReadAsync(string path, params IEnumerable<(string Name, string Value)> headers) => AskAsync(reader, HttpMethod.Get, path, null, headers);

    /// <summary>Opens a page of the desk.</summary>
    public Task<Answer> OpenAsync(string path) => AskAsync(desk, HttpMethod.Get, path, null, []);

    /// <summary>Sends a form at the desk.</summary>
    public Task<Answer> SendAsync(string path, params IEnumerable<KeyValuePair<string, string>> fields) => AskAsync(desk, HttpMethod.Post, path, new FormUrlEncodedContent(fields), []);

    /// <summary>Sends a text at the desk as the editor does; saved for good where <paramref name="act"/> says so.</summary>
    public Task<Answer> WriteAsync(Manuscript manuscript, string act) =>
        SendAsync($"/admin/write/{Guid.NewGuid()}", [.. ManuscriptField.All.Select(field => KeyValuePair.Create(field.Name, field.Of(manuscript))), new("Act", act)]);

    /// <summary>Asks for a target exactly as it is written; the status.</summary>
    public async Task<int> AskRawAsync(string target)
    {
        Requests++;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));
        using var answer = new StreamReader(client.GetStream(), Encoding.UTF8);
        var text = await answer.ReadToEndAsync();
        var status = text.Length > 12 && int.TryParse(text.AsSpan(9, 3), out var number) ? number : 0;
        Judge(target, status, text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Location: ", StringComparison.OrdinalIgnoreCase))?[10..], null, "");
        if (text.Contains("root:x:", StringComparison.Ordinal) || text.Contains("\nSet-Cookie: crlf", StringComparison.OrdinalIgnoreCase))
        {
            Failures["live markup"].Add($"{target}: {text[..200]}");
        }

        return status;
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        desk.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Signs in once more and says where that leads.</summary>
    public async Task<string?> SignInAsync(string? returnUrl = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new FormUrlEncodedContent([new("Input.Email", Email), new("Input.Password", Password), new("returnurl", returnUrl ?? "")]),
        };
        using var client = ClientOf(cookies: true);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var led = await (returnUrl is null ? desk : client).SendAsync(request);
        Requests++;
        Judge($"sign-in to {returnUrl}", (int)led.StatusCode, led.Headers.Location?.OriginalString, null, "");
        if (returnUrl is null)
        {
            var page = await OpenAsync("/admin");
            desk.DefaultRequestHeaders.Add("RequestVerificationToken", new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page.Text).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        }

        return led.Headers.Location?.OriginalString;
    }

    private HttpClient ClientOf(bool cookies) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    private async Task<Answer> AskAsync(HttpClient client, HttpMethod method, string path, HttpContent? content, IEnumerable<(string Name, string Value)> headers)
    {
        Requests++;
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var cpu = Environment.CpuUsage.TotalTime;
        HttpResponseMessage sent;
        try
        {
            sent = await client.SendAsync(request);
        }
        catch (TaskCanceledException waited) when (waited.InnerException is TimeoutException)
        {
            Failures["over 5 s of CPU"].Add($"{path} is not answered within {client.Timeout.TotalSeconds} s");
            return new Answer(0, null, "");
        }

        using var answer = sent;
        var text = await answer.Content.ReadAsStringAsync();
        if (Environment.CpuUsage.TotalTime - cpu > Hang)
        {
            Failures["over 5 s of CPU"].Add(path);
        }

        Judge(path, (int)answer.StatusCode, answer.Headers.Location?.OriginalString, answer.Content.Headers.ContentType?.MediaType, text);
        return new Answer((int)answer.StatusCode, answer.Headers.Location?.OriginalString, text);
    }

    private void Judge(string what, int status, string? location, string? mediaType, string text)
    {
        if (status is 0 or >= 500)
        {
            Failures["status 500"].Add($"{what} is answered {status}");
        }

        if (location is not null && new Uri(address, location).Authority != address.Authority)
        {
            Failures["led to another site"].Add($"{what} leads to {location}");
        }

        if (LiveMarkup.In(mediaType, text) is { } live)
        {
            Failures["live markup"].Add($"{what}: {live}");
        }
    }

    /// <summary>What was answered.</summary>
    public sealed record Answer(int Status, string? Location, string Text)
    {
        /// <summary>A member of the answer where it is an object of JSON.</summary>
        public string? Member(string name)
        {
            try
            {
                using var json = JsonDocument.Parse(Text);
                return json.RootElement.TryGetProperty(name, out var member) ? member.ToString() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
