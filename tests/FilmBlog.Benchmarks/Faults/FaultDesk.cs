using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FilmBlog.Core.Content;
using FilmBlog.Core.Writing;
using SkiaSharp;

namespace FilmBlog.Benchmarks.Faults;

/// <summary>The site answered, and refused.</summary>
internal sealed class RefusedException(int status, string? retryAfter, string sentence) : Exception($"{status}: {sentence}")
{
    public int Status { get; } = status;

    public string? RetryAfter { get; } = retryAfter;
}

/// <summary>An author at the desk, signed in across restarts: what these methods return, the site has acknowledged.</summary>
internal sealed class FaultDesk : IDisposable
{
    private const string Email = "author@films.example";
    private const string Password = "a long walk home in the rain";
    private const int Words = 200;

    private readonly HttpClient http;

    private FaultDesk(Uri address)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionIdleTimeout = TimeSpan.FromMilliseconds(1) })
        {
            BaseAddress = address,
            // An import takes a while on a machine that does other things too.
            Timeout = TimeSpan.FromMinutes(5),
        };
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        http.DefaultRequestHeaders.Add("X-Requested-With", "fetch");
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    /// <summary>Settings without which so much would be refused.</summary>
    public static string[] Settings { get; } =
        ["--FilmBlog:Limits:Upload=1000000", "--FilmBlog:Limits:Preview=1000000", "--FilmBlog:Limits:Save=1000000", "--FilmBlog:Limits:SearchBurst=1000000", "--Serilog:MinimumLevel:Default=Warning"];

    public static Task AddAuthorAsync(FaultBlog blog, CancellationToken cancellationToken) =>
        blog.Program.RunAsync(Password + "\n", cancellationToken, "author", "add", "Author", "--email", Email, "--owner", "--password-stdin", blog.Setting);

    public static async Task<FaultDesk> SignInAsync(Uri address, CancellationToken cancellationToken)
    {
        var desk = new FaultDesk(address);
        var said = await desk.SendAsync("/account/sign-in", new FormUrlEncodedContent([new("Input.Email", Email), new("Input.Password", Password)]), cancellationToken);
        desk.http.DefaultRequestHeaders.Add("RequestVerificationToken", said.GetProperty("token").GetString());
        return desk;
    }

    /// <summary>An essay that is known by its name, and seen to be whole.</summary>
    public static string TextOf(string name, int number) =>
        $"Of {name} {number}. {string.Join(' ', Enumerable.Repeat("The rain keeps falling on the same street.", Words / 8))}\n\nThe end.";

    /// <summary>Whether an essay is whole.</summary>
    public static bool IsWhole(string essay) => essay.StartsWith("Of ", StringComparison.Ordinal) && essay.EndsWith("The end.", StringComparison.Ordinal);

    /// <summary>Saves a new review as a draft, its text with an end of its own; its id.</summary>
    public async Task<int> SaveAsync(string name, int number, CancellationToken cancellationToken, string end = "")
    {
        var manuscript = new Manuscript
        {
            FilmTitle = $"{name} {number}",
            Year = (1900 + (number % 120)).ToString(CultureInfo.InvariantCulture),
            Directors = [$"Director {number % 7}"],
            Themes = [$"theme {number % 5}"],
            Body = TextOf(name, number) + end,
        };
        using var form = new FormUrlEncodedContent(ManuscriptField.All.Select(field => KeyValuePair.Create(field.Name, field.Of(manuscript))).Append(new("Act", "save")));
        var saved = await SendAsync($"/admin/write/{Guid.NewGuid()}", form, cancellationToken);
        return saved.GetProperty("reviewId") is { ValueKind: JsonValueKind.Number } id ? id.GetInt32() : throw new InvalidOperationException($"The review was not saved: {saved}");
    }

    /// <summary>Saves one review after the other until the site ends; notes what was acknowledged.</summary>
    public async Task SaveUntilItEndsAsync(string name, ConcurrentDictionary<int, string> acknowledged, CancellationToken cancellationToken)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                acknowledged[await SaveAsync(name, number, cancellationToken)] = TextOf(name, number);
            }
        }
        catch (HttpRequestException)
        {
            // It was in flight, or came too late.
        }
    }

    /// <summary>Publishes a draft.</summary>
    public async Task PublishAsync(int review, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([new("When", "now")]);
        await PostAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/reviews/{review}/publish"), form, cancellationToken);
    }

    /// <summary>Uploads a picture; its name in the library.</summary>
    public async Task<string> UploadAsync(string name, int seed, CancellationToken cancellationToken)
    {
        using var picture = new ByteArrayContent(Picture(seed)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var form = new MultipartFormDataContent { { picture, "files", name + ".png" } };
        return (await SendAsync("/admin/media/upload", form, cancellationToken)).GetProperty("name").GetString()!;
    }

    /// <summary>Puts another picture in the place of one.</summary>
    public Task ReplaceAsync(int picture, int seed, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(Picture(seed)), "file", "another.png" } };
        return PostAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/media/{picture}/replace"), form, cancellationToken);
    }

    /// <summary>Deletes a picture that nothing shows.</summary>
    public Task DeletePictureAsync(int picture, CancellationToken cancellationToken) =>
        PostAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/media/{picture}"), new FormUrlEncodedContent([]), cancellationToken);

    /// <summary>Uploads an archive to be imported; the address at which it waits.</summary>
    public async Task<string> UploadContentAsync(byte[] archive, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(archive), "file", "blog.zip" } };
        return await PostAsync("/admin/content/upload", form, cancellationToken);
    }

    /// <summary>Has imported what waits at an address; the status of the answer, or null where the site ended without one.</summary>
    public async Task<int?> ImportAsync(string waiting, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync(waiting, new FormUrlEncodedContent([]), cancellationToken);
            return 302;
        }
        catch (RefusedException refusal)
        {
            return refusal.Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>A page as it is sent.</summary>
    public async Task<string> TextOfPageAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await http.SendAsync(request, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>The status of a page, for whoever reads.</summary>
    public async Task<int> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await http.SendAsync(request, cancellationToken);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return (int)answer.StatusCode;
    }

    public void Dispose() => http.Dispose();

    // What is done leads to the next page.
    private async Task<string> PostAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using (content)
        {
            using var answer = await http.PostAsync(path, content, cancellationToken);
            await ThrowWhereRefusedAsync(answer, (int)answer.StatusCode is >= 300 and < 400, cancellationToken);
            return answer.Headers.Location!.OriginalString;
        }
    }

    private async Task<JsonElement> SendAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsync(path, content, cancellationToken);
        await ThrowWhereRefusedAsync(answer, answer.IsSuccessStatusCode, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static async Task ThrowWhereRefusedAsync(HttpResponseMessage answer, bool isRight, CancellationToken cancellationToken)
    {
        if (!isRight)
        {
            throw new RefusedException((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString(), await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    // Noise, which no format makes small.
    private static byte[] Picture(int seed)
    {
        var random = new Random(seed);
        using var bitmap = new SKBitmap(160, 90);
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor((uint)random.Next() | 0xFF000000));
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
