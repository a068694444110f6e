using System.Text.Json;
using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FilmBlog.Core.Data;

// The compiled model keeps the slug that nobody has given yet as what it would be in the database: nothing.
internal sealed class SlugConverter() : ValueConverter<Slug, string>(slug => slug.Value, text => text.Length == 0 ? default : Slug.Parse(text));

internal sealed class RatingConverter() : ValueConverter<Rating, int>(rating => rating.Halves, halves => Rating.OfHalves(halves));

internal sealed class PartialDateConverter() : ValueConverter<PartialDate, string>(date => date.ToString(), text => Read(text))
{
    private static PartialDate Read(string text) =>
        PartialDate.TryParse(text, out var date) ? date : throw new FormatException($"\"{text}\" is not a date.");
}

// Decimals as whole numbers: SQLite can neither order nor compare decimals.
internal sealed class TenthsConverter() : ValueConverter<decimal, int>(value => (int)(value * 10), tenths => tenths / 10m);

internal sealed class ThousandthsConverter() : ValueConverter<decimal, int>(value => (int)(value * 1000), thousandths => thousandths / 1000m);

// SQLite can neither order nor compare DateTimeOffset; the text of a UTC DateTime sorts.
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTimeOffset, DateTime>(
    at => at.UtcDateTime, utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));

// Texts as a JSON array. EF's own conversion of lists builds delegates for each list of each row, to read, compare and write it. Only for
// lists that no query looks into: of these EF knows that they are lists no more.
internal sealed class TextsConverter() : ValueConverter<IReadOnlyList<string>, string>(texts => Write(texts), json => Read(json))
{
    private static string Write(IReadOnlyList<string> texts) => texts.Count == 0 ? "[]" : JsonSerializer.Serialize(texts);

    private static string[] Read(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<string[]>(json)!;
}

// A list is replaced as a whole and never changed: what it was need not be copied.
internal sealed class TextsComparer() : ValueComparer<IReadOnlyList<string>>(
    (x, y) => ReferenceEquals(x, y) || (x != null && y != null && x.SequenceEqual(y)), texts => texts.Count, texts => texts);
