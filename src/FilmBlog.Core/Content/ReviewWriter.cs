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
    public static string FrontMatterOf(ReviewDocument document) =>
        FrontMatterOf(Manuscript.Of(document), Instant(document.Facts.PublishedAt), Instant(document.Facts.UpdatedAt));

    /// <summary>The same of a manuscript, whatever its fields say.</summary>
    internal static string FrontMatterOf(Manuscript review, string? published, string? updated) => Yaml(yaml =>
    {
        yaml.Text("title", review.Title);
        yaml.Text("slug", review.Slug);
        yaml.Map("film", () => Film(yaml, review));
        yaml.List("themes", review.Themes);
        yaml.Figure("rating", review.Rating);
        yaml.Text("verdict", review.Verdict);
        yaml.Text("excerpt", review.Excerpt);
        yaml.Figure("published", published);
        yaml.Figure("updated", updated);
        yaml.Figure("watched", review.Watched);
        yaml.Plain("spoilers", review.Spoilers ? "true" : null);
        yaml.List("pinned", review.Pinned);
        yaml.List("banned", review.Banned);
        yaml.List("aliases", review.Aliases);
        yaml.Text("author", review.Author);
        yaml.Text("cover", review.Cover);
        yaml.Text("cover_alt", review.CoverAlt);
    });

    /// <summary>A film's facts alone, for comparing what two files say of it.</summary>
    internal static string FilmOf(FilmFacts film) =>
        Yaml(yaml => Film(yaml, Manuscript.Of(new ReviewDocument { Film = film, Facts = new ReviewFacts(), Body = "" })));

    /// <summary>A text of the author with one line of front matter: a page or an introduction.</summary>
    internal static string WriteProse(string key, string value, string markdown) => $"---\n{Yaml(yaml => yaml.Text(key, value))}---\n{markdown}";

    private static void Film(YamlLines yaml, Manuscript review)
    {
        yaml.Text("title", review.FilmTitle);
        yaml.Text("original_title", review.OriginalTitle);
        yaml.List("also_known_as", review.AlsoKnownAs);
        yaml.Figure("year", review.Year);
        yaml.List("directors", review.Directors);
        yaml.List("countries", review.Countries);
        yaml.List("languages", review.Languages);
        yaml.Figure("runtime", review.Runtime);
        yaml.List("cinematography", review.Cinematography);
        yaml.List("cast", review.Cast);
        yaml.List("music", review.Music);
        yaml.Figure("aspect_ratio", review.AspectRatio);
        yaml.Text("imdb", review.Imdb);
        yaml.Figure("imdb_rating", review.ImdbRating);
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
            if (value is { Length: > 0 })
            {
                Key(key);
                Scalar(value);
            }
        }

        /// <summary>A number or a date stands without quotes; what is none is written as any text.</summary>
        public void Figure(string key, string? value)
        {
            if (value is { Length: > 0 } && value.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or ':' or 'T' or 'Z') && char.IsAsciiDigit(value[0]))
            {
                Plain(key, value);
            }
            else
            {
                Text(key, value);
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

        // Only double quotes keep these as they are. No document has them, but what somebody is writing may.
        private static bool IsEscaped(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF';

        // We read every scalar as text; other YAML readers would take these for a number, a date, a boolean or nothing.
        private static bool ReadsAsText(string value) =>
            value.Length > 0 && !value.Any(IsEscaped) && value.AsSpan().Trim().Length == value.Length && !char.IsAsciiDigit(value[0]) && value[0] is not ('.' or '+' or '-' or '~' or '=' or '\uFEFF')
            && value.ToUpperInvariant() is not ("TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "NULL");
    }
}
