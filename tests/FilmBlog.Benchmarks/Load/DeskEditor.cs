using System.Net.Http.Json;
using System.Text.Json;
using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Benchmarks.Load;

/// <summary>An author at the desk of the running site, as the editor's own script speaks to it.</summary>
internal sealed class DeskEditor : IDisposable
{
    private const string Email = "editor@films.example";
    private const string Password = "a long walk home in the rain";

    private readonly SyntheticDatabase database;
    private readonly HttpClient desk;
    private readonly HttpClient reader;

    private DeskEditor(ServerProcess site, SyntheticDatabase database)
    {
        this.database = database;
        desk = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        desk.DefaultRequestHeaders.Add("Accept", "application/json");
        desk.DefaultRequestHeaders.Add("X-Requested-With", "fetch");
        desk.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        reader = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };
    }

    /// <summary>Makes the author who signs in later. Where the site serves already, it knows them too.</summary>
    public static Task AddAuthorAsync(Publication publication, DataFolder data, CancellationToken cancellationToken) => publication.RunAsync(
        Password + "\n", cancellationToken, "author", "add", "Editor", "--email", Email, "--owner", "--password-stdin", $"--FilmBlog:DataPath={data.Path}");

    /// <summary>Signs in.</summary>
    public static async Task<DeskEditor> SignInAsync(ServerProcess site, SyntheticDatabase database, CancellationToken cancellationToken)
    {
        var editor = new DeskEditor(site, database);
        try
        {
            using var answer = await editor.desk.PostAsync(
                "/account/sign-in", new FormUrlEncodedContent([new("Input.Email", Email), new("Input.Password", Password)]), cancellationToken);
            var said = await ReadAsync(answer, cancellationToken);
            editor.desk.DefaultRequestHeaders.Add("RequestVerificationToken", said.GetProperty("token").GetString());
            return editor;
        }
        catch
        {
            editor.Dispose();
            throw;
        }
    }

    /// <summary>The newest reviews, which lists and the front page show.</summary>
    public async Task<IReadOnlyList<(int Id, string Path)>> NewestAsync(int count, CancellationToken cancellationToken)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var reviews = await scope.ServiceProvider.GetRequiredService<FilmBlogContext>().Reviews.Published(DateTimeOffset.UtcNow)
            .OrderByDescending(r => r.PublishedAt).Take(count).Select(r => new { r.Id, r.Slug }).ToListAsync(cancellationToken);
        return [.. reviews.Select(r => (r.Id, $"/reviews/{r.Slug}"))];
    }

    /// <summary>Changes the excerpt and the essay of a published review; when it returns, the site says that readers see it.</summary>
    public async Task ChangeAsync(int review, string text, CancellationToken cancellationToken)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var stored = scope.ServiceProvider.GetRequiredService<ReviewDesk>();
        var manuscript = await stored.ManuscriptOfAsync(review, cancellationToken) ?? throw new InvalidOperationException($"There is no review {review}.");
        var saved = await SendAsync(
            manuscript with { Excerpt = text, Body = $"{text}\n\n{manuscript.Body}" },
            [
                new("Review", FormattableString.Invariant($"{review}")),
                new("Base", FormattableString.Invariant($"{await stored.NumberOfAsync(review, cancellationToken)}")),
                new("Act", "publish-changes"),
            ],
            cancellationToken);
        if (saved.GetProperty("version").GetInt32() != 0)
        {
            throw new InvalidOperationException($"The review was not saved: {saved}");
        }
    }

    /// <summary>Writes a review and leaves it as a draft; its id.</summary>
    public async Task<int> BeginAsync(Manuscript manuscript, CancellationToken cancellationToken)
    {
        var saved = await SendAsync(manuscript, [new("Act", "save")], cancellationToken);
        return saved.GetProperty("reviewId") is { ValueKind: JsonValueKind.Number } id ? id.GetInt32() : throw new InvalidOperationException($"The review was not saved: {saved}");
    }

    /// <summary>Publishes a draft.</summary>
    public async Task PublishAsync(int review, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"/admin/reviews/{review}/publish");
        using var answer = await desk.PostAsync(path, new FormUrlEncodedContent([new("When", "now")]), cancellationToken);
        if ((int)answer.StatusCode is not (>= 300 and < 400))
        {
            throw new InvalidOperationException($"{path} is answered {(int)answer.StatusCode}.");
        }
    }

    /// <summary>Whether a reader who asks for a page finds a text on it.</summary>
    public async Task<bool> IsVisibleAsync(string path, string text, CancellationToken cancellationToken)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync(cancellationToken)).Contains(text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        desk.Dispose();
        reader.Dispose();
    }

    private async Task<JsonElement> SendAsync(Manuscript manuscript, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(ManuscriptField.All.Select(field => KeyValuePair.Create(field.Name, field.Of(manuscript))).Concat(fields));
        using var answer = await desk.PostAsync($"/admin/write/{Guid.NewGuid()}", form, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) => answer.IsSuccessStatusCode
        ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
        : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} is answered {(int)answer.StatusCode}.");
}
