using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace FilmBlog.Web.Tests.Support;

/// <summary>Somebody at the desk, with cookies and without scripts: opens pages, fills in their forms and sends them.</summary>
internal sealed class DeskVisitor : IDisposable
{
    /// <summary>The password of every author in tests.</summary>
    public const string Password = "a long walk home in the rain";

    private readonly TestSite site;

    private DeskVisitor(TestSite site)
    {
        this.site = site;
        Client = site.AnotherReader(cookies: true);
    }

    public HttpClient Client { get; }

    /// <summary>Somebody with a browser who is not signed in.</summary>
    public static DeskVisitor Stranger(TestSite site) => new(site);

    /// <summary>An author who has signed in; made where there is none of that address yet.</summary>
    public static async Task<DeskVisitor> SignedInAsync(TestSite site, AuthorRole role = AuthorRole.Owner, string email = "ada@example.org")
    {
        await AddAuthorAsync(site, role, email);
        var visitor = new DeskVisitor(site);
        using var answer = await visitor.SubmitAsync("/account/sign-in", "form.sign-in", ("Input.Email", email), ("Input.Password", Password));
        Assert.Equal("/admin", answer.Headers.Location?.OriginalString);
        return visitor;
    }

    /// <summary>Makes an author with <see cref="Password"/> where there is none of that address yet, and says who it is.</summary>
    public static async Task<Author> AddAuthorAsync(TestSite site, AuthorRole role = AuthorRole.Owner, string email = "ada@example.org")
    {
        await using var scope = site.Services.CreateAsyncScope();
        var authors = scope.ServiceProvider.GetRequiredService<UserManager<Author>>();
        if (await authors.FindByEmailAsync(email) is { } known)
        {
            return known;
        }

        var author = new Author(email.Split('@')[0], email, role, TestSite.Now);
        var made = await authors.CreateAsync(author, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
        return author;
    }

    public Task<HttpResponseMessage> GetAsync(string address) => Client.GetAsync(address, TestContext.Current.CancellationToken);

    public async Task<HtmlPage> OpenAsync(string address)
    {
        using var answer = await GetAsync(address);
        return await HtmlPage.ReadAsync(answer);
    }

    /// <summary>Opens a page, fills in a form on it and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string address, string form, params (string Name, string Value)[] values) =>
        await SubmitAsync(await OpenAsync(address), address, form, values);

    /// <summary>Fills in a form of a page and sends it; a field that the form lacks is added (the button that was pressed, for one).</summary>
    public Task<HttpResponseMessage> SubmitAsync(HtmlPage page, string address, string form, params (string Name, string Value)[] values)
    {
        var element = (IHtmlFormElement)(page.Document.QuerySelector(form) ?? throw new InvalidOperationException($"{address} has no {form}:\n{page.Main.TextContent}"));
        var fields = Fields(element).Where(f => values.All(v => v.Name != f.Key))
            .Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
        var action = element.GetAttribute("action") is { Length: > 0 } other ? other : address;
        return Client.PostAsync(action, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
    }

    /// <summary>Sends on to where an answer points what it was the answer to, as a browser does with its method kept.</summary>
    public async Task<HttpResponseMessage> SendOnAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        var sent = answer.RequestMessage!.Content!;
        var again = new ByteArrayContent(await sent.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        again.Headers.ContentType = sent.Headers.ContentType;
        return await Client.PostAsync(answer.Headers.Location, again, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a form and opens the page to which that leads.</summary>
    public async Task<HtmlPage> FollowAsync(string address, string form, params (string Name, string Value)[] values)
    {
        using var answer = await SubmitAsync(address, form, values);
        return answer.Headers.Location is { } next ? await OpenAsync(next.OriginalString) : await HtmlPage.ReadAsync(answer);
    }

    public void Dispose() => Client.Dispose();

    // What a browser would send.
    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements.Where(e => !e.IsDisabled() && e.GetAttribute("name") is { Length: > 0 }))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "submit" or "button" or "file" }:
                    break;
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    yield return KeyValuePair.Create(name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return KeyValuePair.Create(name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.SelectedOptions)
                    {
                        yield return KeyValuePair.Create(name, option.Value);
                    }

                    break;
            }
        }
    }
}
