using System.Globalization;
using FilmBlog.Core.Domain;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FilmBlog.Core.Content;

/// <summary>Writes a review as the text of a Markdown file: one form only, so that what is exported twice is equal byte for byte.</summary>
public static class ReviewWriter
{
    // Nothing of ours may be folded over lines: a line end would come back as a space.
    private static readonly EmitterSettings Settings = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024);

    /// <summary>Front matter and body.</summary>
    public static string Write(ReviewDocument document) => $"---\n{FrontMatterOf(document)}---\n{document.Body}";

    /// <summary>The lines of the front matter, without the fences.</summary>
    public static string FrontMatterOf(ReviewDocument document) => Yaml(yaml =>
    {
        yaml.Text("title", document.Facts.Headline);
        yaml.Text("slug", document.Slug?.Value);
        yaml.Map("film", () => Film(yaml, document.Film));
        yaml.List("themes", document.Themes);
        yaml.Plain("rating", document.Facts.Rating?.ToString());
        yaml.Text("verdict", document.Facts.Verdict);
        yaml.Text("excerpt", document.Facts.Excerpt);
        yaml.Plain("published", Instant(document.Facts.PublishedAt));
        yaml.Plain("updated", Instant(document.Facts.UpdatedAt));
        yaml.Plain("watched", document.Facts.WatchedOn?.ToString());
        yaml.Plain("spoilers", document.Facts.HasSpoilers ? "true" : null);
        yaml.List("pinned", document.Facts.Pinned);
        yaml.List("banned", document.Facts.Banned);
        yaml.List("aliases", document.Aliases);
        yaml.Text("author", document.Facts.Byline);
        yaml.Text("cover", document.Cover);
        yaml.Text("cover_alt", document.CoverAlt);
    });

    /// <summary>A film's facts alone, for comparing what two files say of it.</summary>
    internal static string FilmOf(FilmFacts film) => Yaml(yaml => Film(yaml, film));

    /// <summary>A text of the author with one line of front matter: a page or an introduction.</summary>
    internal static string WriteProse(string key, string value, string markdown) => $"---\n{Yaml(yaml => yaml.Text(key, value))}---\n{markdown}";

    private static void Film(YamlLines yaml, FilmFacts film)
    {
        yaml.Text("title", film.Title);
        yaml.Text("original_title", film.OriginalTitle);
        yaml.List("also_known_as", film.AlsoKnownAs);
        yaml.Plain("year", film.Year.ToString(CultureInfo.InvariantCulture));
        yaml.List("directors", film.Directors);
        yaml.List("countries", film.Countries);
        yaml.List("languages", film.Languages);
        yaml.Plain("runtime", film.Runtime?.ToString(CultureInfo.InvariantCulture));
        yaml.List("cinematography", film.Cinematography);
        yaml.List("cast", film.Cast);
        yaml.List("music", film.Music);
        yaml.Plain("aspect_ratio", film.AspectRatio?.ToString("0.0##", CultureInfo.InvariantCulture));
        yaml.Text("imdb", film.ImdbId);
        yaml.Plain("imdb_rating", film.ImdbRating?.ToString("0.0", CultureInfo.InvariantCulture));
    }

    private static string? Instant(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Yaml(Action<YamlLines> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart(null, null, isImplicit: true, MappingStyle.Block));
        write(new YamlLines(emitter));
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private sealed class YamlLines(Emitter emitter)
    {
        public void Text(string key, string? value)
        {
            if (value is not null)
            {
                Key(key);
                Scalar(value);
            }
        }

        public void Plain(string key, string? value)
        {
            if (value is not null)
            {
                Key(key);
                emitter.Emit(new Scalar(null, null, value, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
            }
        }

        public void List(string key, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                Key(key);
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Flow));
                foreach (var value in values)
                {
                    Scalar(value);
                }

                emitter.Emit(new SequenceEnd());
            }
        }

        public void Map(string key, Action write)
        {
            Key(key);
            emitter.Emit(new MappingStart(null, null, isImplicit: true, MappingStyle.Block));
            write();
            emitter.Emit(new MappingEnd());
        }

        private void Key(string key) => emitter.Emit(new Scalar(key));

        private void Scalar(string value) => emitter.Emit(new Scalar(
            null, null, value, ReadsAsText(value) ? ScalarStyle.Any : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true));

        // We read every scalar as text; other YAML readers would take these for a number, a date, a boolean or nothing.
        private static bool ReadsAsText(string value) =>
            value.Length > 0 && !char.IsAsciiDigit(value[0]) && value[0] is not ('.' or '+' or '-' or '~' or '=' or '\uFEFF')
            && value.ToUpperInvariant() is not ("TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "NULL");
    }
}
