using System.Globalization;
using System.Text;
using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Content;

/// <summary>
/// Reads the fields of one mapping, every scalar as text first, and notes what is wrong with them; a field that is wrong reads as absent.
/// </summary>
/// <param name="map">The mapping.</param>
/// <param name="prefix">What stands before a field's name in messages: <c>film.</c></param>
/// <param name="offset">Lines of the file above the YAML.</param>
/// <param name="note">Takes a problem: line in the file, message, whether it is a warning.</param>
internal sealed class Fields(YamlMap map, string prefix, int offset, Action<int, string, bool> note)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>The line of a field in the file; that of the mapping where it is absent.</summary>
    public int LineOf(string key) => offset + (map.Fields.TryGetValue(key, out var field) ? field.Line : map.Line);

    /// <summary>A text on one line: tabs and line ends become a space, other control characters are refused.</summary>
    public string? Text(string key, int maxLength) => Scalar(key) is { } node ? OneLine(key, node, maxLength) : null;

    /// <summary>As <see cref="Text"/>, and an error when there is none.</summary>
    public string? RequiredText(string key, int maxLength)
    {
        var problemsBefore = Problems;
        var text = Text(key, maxLength);
        if (text is null && Problems == problemsBefore)
        {
            Wrong(key, LineOf(key), "is missing");
        }

        return text;
    }

    /// <summary>
    /// A list of texts; a single text counts as a list of one. Repeated ones (by <see cref="Folding.NameKey"/>) are dropped with a warning.
    /// </summary>
    /// <param name="key">The field.</param>
    /// <param name="maxLength">The most characters of each.</param>
    /// <param name="maxCount">The most of them.</param>
    /// <param name="wrong">Says of a text what is wrong with it, or null; a wrong one is left out.</param>
    public IReadOnlyList<string> Texts(string key, int maxLength, int maxCount, Func<string, string?>? wrong = null)
    {
        var nodes = Value(key) switch
        {
            null => [],
            YamlList list => list.Items,
            var single => (IReadOnlyList<YamlNode>)[single],
        };
        var texts = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node is not YamlText scalar)
            {
                Wrong(key, offset + node.Line, "is not a list of texts");
            }
            else if (!scalar.IsNull && OneLine(key, scalar, maxLength) is { } text)
            {
                if (wrong?.Invoke(text) is { } message)
                {
                    Wrong(key, offset + scalar.Line, message);
                }
                else if (seen.Add(Folding.NameKey(text)))
                {
                    texts.Add(text);
                }
                else
                {
                    note(offset + scalar.Line, $"{prefix}{key}: \"{text}\" stands twice", true);
                }
            }
        }

        if (texts.Count > maxCount)
        {
            Wrong(key, LineOf(key), string.Create(CultureInfo.InvariantCulture, $"has {texts.Count} entries, at most {maxCount} are allowed"));
            return [];
        }

        return texts;
    }

    /// <summary>As <see cref="Texts"/>, and an error when there is none.</summary>
    public IReadOnlyList<string> RequiredTexts(string key, int maxLength, int maxCount)
    {
        var problemsBefore = Problems;
        var texts = Texts(key, maxLength, maxCount);
        if (texts.Count == 0 && Problems == problemsBefore)
        {
            Wrong(key, LineOf(key), "is missing: name at least one");
        }

        return texts;
    }

    /// <summary>A value read by <paramref name="read"/>; where that fails, <c>"value" is not {what}</c>.</summary>
    public T? Parsed<T>(string key, string what, Func<string, T?> read)
        where T : struct
    {
        if (Text(key, 100) is not { } text)
        {
            return null;
        }

        var value = read(text);
        if (value is null)
        {
            Wrong(key, LineOf(key), $"\"{text}\" is not {what}");
        }

        return value;
    }

    /// <summary>A mapping in a field, as its own <see cref="Fields"/>; null, and a problem, when absent or not a mapping.</summary>
    public Fields? Nested(string key, string missing)
    {
        switch (Value(key))
        {
            case null:
                Wrong(key, LineOf(key), missing);
                return null;
            case YamlMap nested:
                return new Fields(nested, $"{prefix}{key}.", offset, note);
            case var other:
                Wrong(key, offset + other.Line, "is not a group of indented \"key: value\" lines");
                return null;
        }
    }

    /// <summary>Warns of each field that nobody asked for.</summary>
    public void WarnOfUnknown()
    {
        foreach (var (key, (_, line)) in map.Fields)
        {
            if (!asked.Contains(key))
            {
                note(offset + line, $"{prefix}{key}: is not a known key; it is ignored", true);
            }
        }
    }

    private int Problems { get; set; }

    private YamlNode? Value(string key)
    {
        asked.Add(key);
        return map.Fields.TryGetValue(key, out var field) && field.Value is not YamlText { IsNull: true } ? field.Value : null;
    }

    private YamlText? Scalar(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case YamlText text:
                return text;
            case var other:
                Wrong(key, offset + other.Line, "is not a single text");
                return null;
        }
    }

    private string? OneLine(string key, YamlText node, int maxLength)
    {
        var text = new StringBuilder(node.Value.Length);
        var afterReturn = false;
        foreach (var c in node.Value)
        {
            if (c is '\t' or '\r' or '\n' or '\u0085' or '\u2028' or '\u2029')
            {
                // A carriage return and its line feed are one line end.
                if (!(c == '\n' && afterReturn))
                {
                    text.Append(' ');
                }
            }
            else if (char.IsControl(c) || c is '\uFFFE' or '\uFFFF')
            {
                Wrong(key, offset + node.Line, string.Create(CultureInfo.InvariantCulture, $"contains the control character U+{(int)c:X4}"));
                return null;
            }
            else
            {
                text.Append(c);
            }

            afterReturn = c == '\r';
        }

        var line = text.ToString().Trim();
        if (line.Length > maxLength)
        {
            Wrong(key, offset + node.Line, string.Create(CultureInfo.InvariantCulture, $"has {line.Length} characters, at most {maxLength} are allowed"));
            return null;
        }

        return line.Length == 0 ? null : line;
    }

    private void Wrong(string key, int line, string message)
    {
        Problems++;
        note(line, $"{prefix}{key}: {message}", false);
    }
}
