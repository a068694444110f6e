using System.Text.RegularExpressions;
using FilmBlog.Core;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FilmBlog.Web.Tests.Browser;

/// <summary>Writing in a browser: nothing that was typed is lost, whatever happens to the server, the tab or the sign-in.</summary>
[Collection(RichSite.Collection)]
public sealed partial class WritingJourneyTests
{
    private const string Body = "#w_body";

    [Fact]
    public async Task One_writes_sees_what_readers_will_see_and_saves_by_keyboard()
    {
        await using var desk = await WritingSite.StartAsync(null, new Story("Rain") { Slug = "rain", Themes = ["memory"], Directors = ["Ada Ash"] });
        var page = await desk.OpenAsync("/admin/write");
        var errors = Listen(page);

        await page.Locator(Body).FocusAsync();
        await page.Keyboard.TypeAsync("It rains ");
        await page.Keyboard.PressAsync("Control+b");
        await page.Keyboard.TypeAsync("hard");
        await Assertions.Expect(page.Locator("#preview .essay strong")).ToHaveTextAsync("hard");
        await Assertions.Expect(page.Locator(Body)).ToHaveValueAsync("It rains **hard**");
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.Locator(Body)).Not.ToHaveValueAsync("It rains **hard**");
        await page.Keyboard.PressAsync("Control+y");
        await page.Keyboard.PressAsync("Control+y");

        // The keyboard leaves the essay, and names are completed from those that there are.
        await page.GetByLabel("Title of the film").FillAsync("Ice");
        await page.GetByLabel("Year").FillAsync("1971");
        var directors = page.GetByRole(AriaRole.Combobox, new() { Name = "Directors" });
        await directors.FillAsync("ada");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "Ada Ash" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Ada Ash" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Themes" }).FillAsync("memories");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#w_themes_warning")).ToHaveTextAsync("“memories” is a new theme; there is “memory” already.");
        await page.Locator("input[name=rating][value='']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("input[name=rating][value='5']")).ToBeCheckedAsync();

        // The table as it would be, and a pin in it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pin Rain" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Unpin Rain" })).ToBeVisibleAsync();

        await page.Locator(Body).FocusAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved.");
        await Assertions.Expect(page).ToHaveURLAsync(EditOfReview());
        Assert.Equal("0", await page.EvaluateAsync<string>("String(localStorage.length)"));
        await desk.UntilAsync(db => db.Reviews.AnyAsync(r => r.Film.Title == "Ice" && r.PublishedAt == null && r.Body.Markdown == "\nIt rains **hard**\n", TestContext.Current.CancellationToken));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task What_is_typed_reaches_the_browser_within_a_second_and_the_server_within_ten()
    {
        await using var desk = await WritingSite.StartAsync();
        var page = await desk.OpenAsync("/admin/write");

        await page.Locator(Body).PressSequentiallyAsync("No title yet");
        await page.WaitForTimeoutAsync(1000);
        Assert.Contains("No title yet", await page.EvaluateAsync<string>("Object.values(localStorage).join()"), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved", new() { Timeout = 10_000 });
        await Assertions.Expect(page.Locator(".since")).ToHaveTextAsync(SecondsAgo());

        await desk.UntilAsync(db => db.WorkingCopies.AnyAsync(c => c.Text.Contains("No title yet") && c.Title == "", TestContext.Current.CancellationToken));
        Assert.Equal("0", await page.EvaluateAsync<string>("String(localStorage.length)"));
    }

    [Fact]
    public async Task A_lost_session_is_renewed_in_place_and_what_was_written_is_saved()
    {
        await using var desk = await WritingSite.StartAsync();
        var page = await desk.OpenAsync("/admin/write");
        await page.Locator(Body).PressSequentiallyAsync("Before.");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved", new() { Timeout = 10_000 });

        await page.Context.ClearCookiesAsync(new() { Name = "desk" });
        await page.Locator(Body).PressSequentiallyAsync(" After.");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Sign in again" });
        await Assertions.Expect(dialog).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await dialog.GetByLabel("E-mail").FillAsync("ada@example.org");
        await dialog.GetByLabel("Password").FillAsync(DeskVisitor.Password);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved");
        await desk.UntilAsync(db => db.WorkingCopies.AnyAsync(c => c.Text.Contains("Before. After."), TestContext.Current.CancellationToken));
        await Assertions.Expect(page.Locator(Body)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Of_two_tabs_the_stale_one_overwrites_nothing_and_shows_both()
    {
        await using var desk = await WritingSite.StartAsync(null, new Story("Rain") { Slug = "rain", Body = "It rains." });
        var edit = $"/admin/reviews/{await ReviewAsync(desk)}/edit";
        var one = await desk.OpenAsync(edit);
        var other = await one.Context.NewPageAsync();
        await other.GotoAsync(edit);

        await one.Locator(Body).PressSequentiallyAsync("First. ");
        await Assertions.Expect(one.Locator("#status")).ToContainTextAsync("Unpublished changes since", new() { Timeout = 10_000 });
        await other.BringToFrontAsync();
        await other.Locator(Body).PressSequentiallyAsync("Second. ");
        await Assertions.Expect(other.Locator("#status")).ToContainTextAsync("ada saved another version at", new() { Timeout = 10_000 });
        await other.GetByRole(AriaRole.Button, new() { Name = "Compare the two versions" }).ClickAsync();

        await Assertions.Expect(other.Locator("h1")).ToHaveTextAsync("Two versions");
        await Assertions.Expect(other.Locator(".differences")).ToContainTextAsync("First.");
        await Assertions.Expect(other.Locator(".differences")).ToContainTextAsync("Second.");
        await desk.UntilAsync(db => db.WorkingCopies.AnyAsync(c => c.Text.Contains("First."), TestContext.Current.CancellationToken));
        await other.Locator(Body).FillAsync("First and second.");
        await other.GetByRole(AriaRole.Button, new() { Name = "Keep this" }).ClickAsync();
        await Assertions.Expect(other.Locator(Body)).ToHaveValueAsync("First and second.");
        await desk.UntilAsync(db => db.WorkingCopies.AnyAsync(c => c.Text.Contains("First and second."), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_server_that_is_killed_while_one_writes_costs_nothing()
    {
        using var executable = new Executable();
        await using var desk = WritingSite.WithoutSite();
        await executable.RunAsync("migrate");
        await AddAuthorAsync(executable);
        var serving = await executable.ServeAsync();
        var address = serving.Client.BaseAddress!;
        var page = await desk.OpenAsync("/admin/write", address);
        await page.Locator(Body).PressSequentiallyAsync("Before it was killed.");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved", new() { Timeout = 10_000 });

        // Disposing kills the process.
        await serving.DisposeAsync();
        await page.Locator(Body).PressSequentiallyAsync(" And after.");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Not saved: no connection; this browser keeps it.", new() { Timeout = 10_000 });
        await using var again = await executable.ServeAtAsync(address);
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");

        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved", new() { Timeout = 30_000 });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(Body)).ToHaveValueAsync("Before it was killed. And after.");
    }

    [Fact]
    public async Task A_tab_that_is_closed_at_once_loses_nothing()
    {
        await using var desk = await WritingSite.StartAsync();
        var page = await desk.OpenAsync("/admin/write");
        var context = page.Context;
        // Neither the server nor the last request hears of it: only the browser's own store is left.
        await context.RouteAsync("**/admin/write/*", route => route.AbortAsync());
        await page.Locator(Body).PressSequentiallyAsync("Written and closed.");
        await page.WaitForTimeoutAsync(1000);
        await page.CloseAsync();
        await context.UnrouteAllAsync();

        var later = await context.NewPageAsync();
        await later.GotoAsync("/admin/write");
        await Assertions.Expect(later.Locator("#found")).ToContainTextAsync("never reached the server");
        await later.GetByRole(AriaRole.Button, new() { Name = "Restore it" }).ClickAsync();
        await Assertions.Expect(later.Locator(Body)).ToHaveValueAsync("Written and closed.");
        await Assertions.Expect(later.Locator("#status")).ToHaveTextAsync("Saved", new() { Timeout = 10_000 });
    }

    [Fact]
    public async Task A_full_disk_is_said_the_browser_keeps_the_text_and_saving_works_again()
    {
        var isFull = true;
        await using var desk = await WritingSite.StartAsync(new SetUp
        {
            OnCommand = command =>
            {
                if (isFull && command.Contains("INSERT INTO \"WorkingCopies\"", StringComparison.Ordinal))
                {
                    throw new SqliteException("database or disk is full", 13);
                }
            },
        });
        var page = await desk.OpenAsync("/admin/write");
        await page.Locator(Body).PressSequentiallyAsync("No room.");
        await Assertions.Expect(page.Locator("#status")).ToContainTextAsync("the disk of the server is full", new() { Timeout = 10_000 });
        Assert.Contains("No room.", await page.EvaluateAsync<string>("Object.values(localStorage).join()"), StringComparison.Ordinal);

        isFull = false;
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Saved", new() { Timeout = 30_000 });
        await desk.UntilAsync(db => db.WorkingCopies.AnyAsync(c => c.Text.Contains("No room."), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_picture_that_is_dropped_comes_into_the_library_and_the_essay()
    {
        await using var desk = await WritingSite.StartAsync();
        var page = await desk.OpenAsync("/admin/write");
        await page.Locator(Body).PressSequentiallyAsync("Look:");

        await DropAsync(page, "window.png", "image/png", Pictures.Png(600, 400));
        await page.GetByLabel("Description").FillAsync("A grey window");
        await page.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();

        await Assertions.Expect(page.Locator(Body)).ToHaveValueAsync(WithPicture());
        await Assertions.Expect(page.Locator("#preview .essay img[alt='A grey window']")).ToBeVisibleAsync();
        await DropAsync(page, "notes.png", "image/png", [1, 2, 3]);
        await Assertions.Expect(page.Locator("#status")).ToContainTextAsync("notes.png was refused:");
        await Assertions.Expect(page.Locator(Body)).ToHaveValueAsync(WithPicture());
    }

    [Fact]
    public async Task Without_scripts_one_writes_and_saves_all_the_same()
    {
        await using var desk = await WritingSite.StartAsync();
        var page = await desk.OpenAsync("/admin/write", change: options => options.JavaScriptEnabled = false);

        await page.Locator(Body).FillAsync("It rains.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".message[role=status]")).ToContainTextAsync("Not complete yet");
        await page.Locator("#problems").GetByRole(AriaRole.Link, new() { Name = "Year" }).ClickAsync();
        await page.GetByLabel("Title of the film").FillAsync("Ice");
        await page.GetByLabel("Year").FillAsync("1971");
        await page.GetByLabel("Directors").FillAsync("Ada Ash\nBo Berg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.Locator(".message[role=status]")).ToHaveTextAsync("Saved.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator(".essay")).ToHaveTextAsync("It rains.");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task The_editor_has_no_barrier_and_fits_a_phone(ColorScheme scheme, int width)
    {
        await using var desk = await WritingSite.StartAsync(null, new Story("Rain") { Slug = "rain", Themes = ["memory"], Rating = 3.5m }, new Story("Snow"));
        var page = await desk.OpenAsync($"/admin/reviews/{await ReviewAsync(desk)}/edit", change: options =>
        {
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = width, Height = 800 };
        });
        await page.GetByText("More of the film").ClickAsync();
        await page.WaitForTimeoutAsync(1500);

        Assert.Empty(await page.BrokenRulesAsync());
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Locator(Body).FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("w_body", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task A_keystroke_reads_nothing_of_ten_thousand_words()
    {
        var essay = string.Join("\n\n", Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("rain falls *slowly* here", 25)), 100));
        await using var desk = await WritingSite.StartAsync(null, new Story("Rain") { Slug = "rain", Body = essay });
        var page = await desk.OpenAsync($"/admin/reviews/{await ReviewAsync(desk)}/edit");
        // Whatever costs as much as the text is long begins by reading it.
        await page.EvaluateAsync(
            """
            () => {
              window.reads = { typing: 0, pausing: 0 };
              let typing = false;
              const read = () => { window.reads[typing ? 'typing' : 'pausing']++; };
              for (const event of ['keydown', 'beforeinput', 'input', 'keyup']) {
                addEventListener(event, () => { typing = true; }, true);
                addEventListener(event, () => { typing = false; });
              }
              const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
              Object.defineProperty(HTMLTextAreaElement.prototype, 'value', { ...value, get() { read(); return value.get.call(this); } });
              window.FormData = class extends FormData { constructor(...of) { read(); super(...of); } };
            }
            """);

        await page.Locator(Body).PressSequentiallyAsync("Nothing that is typed waits for anything. ");
        await page.WaitForFunctionAsync("() => window.reads.pausing > 0");

        Assert.Equal(0, await page.EvaluateAsync<int>("window.reads.typing"));
    }

    private static List<string> Listen(IPage page)
    {
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        return errors;
    }

    private static async Task DropAsync(IPage page, string name, string type, byte[] bytes) => await page.EvaluateAsync(
        """
        ([name, type, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
          document.getElementById('w_body').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """,
        new[] { name, type, Convert.ToBase64String(bytes) });

    private static async Task<int> ReviewAsync(WritingSite desk)
    {
        var id = 0;
        await desk.Site.ChangeAsync(async db => id = await db.Reviews.Where(r => r.Slug == Slug.Parse("rain")).Select(r => r.Id).SingleAsync(TestContext.Current.CancellationToken));
        return id;
    }

    // Beside the process that will serve, as the verb does.
    private static async Task AddAuthorAsync(Executable executable)
    {
        await using var services = new ServiceCollection().AddLogging().AddFilmBlogCore(new DataFolder(Path.Combine(executable.Folder, "data"))).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FilmBlogContext>();
        var author = new Author("Ada", "ada@example.org", AuthorRole.Owner, TestSite.Now)
        {
            NormalizedEmail = "ADA@EXAMPLE.ORG",
            NormalizedUserName = "ADA@EXAMPLE.ORG",
            SecurityStamp = Guid.NewGuid().ToString(),
        };
        author.PasswordHash = new PasswordHasher<Author>().HashPassword(author, DeskVisitor.Password);
        db.Authors.Add(author);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"/admin/reviews/\d+/edit$")]
    private static partial Regex EditOfReview();

    [GeneratedRegex(@"^\d+ seconds? ago$")]
    private static partial Regex SecondsAgo();

    [GeneratedRegex(@"^Look:!\[A grey window\]\(\.\./images/window[\w-]*\.webp\)$")]
    private static partial Regex WithPicture();
}
