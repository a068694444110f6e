using FilmBlog.Core.Content;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using FilmBlog.Core.Markup;
using FilmBlog.Web.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FilmBlog.Web.Desk;

/// <summary>Makes prose (a page, an introduction) of what an owner typed: rendered, with the images of the library that it shows.</summary>
public sealed class ProseWriter(FilmBlogContext db)
{
    /// <summary>The prose of a text; null where it cannot be rendered: then the field says why.</summary>
    /// <param name="text">The text, as <see cref="FormText.Text"/> gives it.</param>
    /// <param name="uses">The images that the text's owner shows already, by their addresses in its text.</param>
    /// <param name="state">Where the field's problem goes.</param>
    /// <param name="key">The field.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<WrittenProse?> WriteAsync(
        string text, IEnumerable<ImageUse> uses, ModelStateDictionary state, string key, CancellationToken cancellationToken)
    {
        if (FormText.ControlCharacter(text) is { } control)
        {
            state.AddModelError(key, $"The text contains the control character {control}; take it out.");
            return null;
        }

        try
        {
            var body = MarkdownBody.Parse(text);
            var images = await LibraryImages.FindAsync(db, ImageSight.All, body, uses, cancellationToken);
            var html = body.Render(LibraryImages.Resolver(images)).Html;
            var missing = body.Images.Select(i => i.Url).Where(url => !images.ContainsKey(url)).Distinct().ToList();
            return new WrittenProse(new Prose(FormText.Markdown(text), html, MarkdownBody.Version), images, missing);
        }
        catch (MarkupRejectedException rejected)
        {
            state.AddModelError(key, $"Line {rejected.Line}: {rejected.Message}");
            return null;
        }
    }

    /// <summary>Notes which images a text shows; those noted before must be loaded, with their images.</summary>
    public void Show(ICollection<ImageUse> uses, WrittenProse written)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var gone in uses.Where(use => !written.Images.TryGetValue(use.Url, out var image) || image.Id != use.Image.Id || !kept.Add(use.Url)).ToList())
        {
            uses.Remove(gone);
            db.ImageUses.Remove(gone);
        }

        foreach (var (url, image) in written.Images.Where(shown => uses.All(use => use.Url != shown.Key)))
        {
            uses.Add(new ImageUse(url, image));
        }
    }
}

/// <summary>A text ready to be saved.</summary>
/// <param name="Prose">Source and HTML.</param>
/// <param name="Images">The images that it shows, by their addresses in it.</param>
/// <param name="Missing">Addresses of images that there are not.</param>
public sealed record WrittenProse(Prose Prose, IReadOnlyDictionary<string, Image> Images, IReadOnlyList<string> Missing)
{
    /// <summary>What to say of the images that there are not; empty where there are all.</summary>
    public string Warning => Missing.Count == 0 ? "" : $" There is no image {Wording.List(Missing)} in the library: its description is shown instead.";
}
