using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FilmBlog.Core.Content;

/// <summary>A piece of YAML with the line on which it stands (from 1, within the YAML).</summary>
internal abstract record YamlNode(int Line);

/// <summary>A scalar, always as text; <paramref name="IsNull"/> for nothing and for a plain <c>~</c>.</summary>
internal sealed record YamlText(string Value, bool IsNull, int Line) : YamlNode(Line);

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line);

/// <summary>A mapping with text keys.</summary>
internal sealed record YamlMap(IReadOnlyDictionary<string, (YamlNode Value, int Line)> Fields, int Line) : YamlNode(Line);

/// <summary>The YAML cannot be read.</summary>
internal sealed class YamlProblemException(string message, int line) : Exception(message)
{
    public int Line { get; } = line;
}

/// <summary>
/// Reads front matter from YamlDotNet's events into text, lists and mappings. No anchors, aliases or tags: front matter needs none, and they
/// are how a small file becomes a large one. Depth and number of nodes are bounded.
/// </summary>
internal sealed class YamlTree
{
    private const string NoTags = "tags (!) are not allowed; put a text that begins with one in quotes";
    private const int MaxDepth = 8;
    private const int MaxEvents = 2000;

    private readonly Parser parser;
    private readonly int maxEvents;
    private int events;

    private YamlTree(string yaml, int maxEvents) => (parser, this.maxEvents) = (new Parser(new StringReader(yaml)), maxEvents);

    /// <summary>Reads one mapping. Throws <see cref="YamlProblemException"/>.</summary>
    public static YamlMap Read(string yaml, int maxEvents = MaxEvents)
    {
        // The parser takes it for the end and would drop what follows.
        if (yaml.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            throw new YamlProblemException("the front matter contains the control character U+0000", 1 + yaml.AsSpan(0, nul).Count('\n'));
        }

        try
        {
            var tree = new YamlTree(yaml, maxEvents);
            tree.Next<StreamStart>();
            if (tree.Next() is StreamEnd)
            {
                return new YamlMap(new Dictionary<string, (YamlNode, int)>(), 1);
            }

            var node = tree.Node(tree.Next(), 0);
            tree.Next<DocumentEnd>();
            if (tree.Next() is not StreamEnd)
            {
                throw new YamlProblemException("the front matter holds more than one YAML document", LineOf(tree.parser.Current!));
            }

            return node switch
            {
                YamlMap map => map,
                YamlText { IsNull: true } => new YamlMap(new Dictionary<string, (YamlNode, int)>(), 1),
                _ => throw new YamlProblemException("the front matter is not a list of \"key: value\" lines", node.Line),
            };
        }
        catch (YamlException broken)
        {
            throw new YamlProblemException($"the front matter is not valid YAML: {YamlSentences.Of(broken)}", (int)broken.Start.Line);
        }
    }

    private YamlNode Node(ParsingEvent at, int depth)
    {
        if (at is AnchorAlias || at is NodeEvent { Anchor.IsEmpty: false })
        {
            throw new YamlProblemException("anchors and aliases (& and *) are not allowed; put a text that begins with one in quotes", LineOf(at));
        }

        if (at is NodeEvent { Tag.IsEmpty: false })
        {
            throw new YamlProblemException(NoTags, LineOf(at));
        }

        if (depth > MaxDepth)
        {
            throw new YamlProblemException(string.Create(CultureInfo.InvariantCulture, $"the front matter is nested deeper than {MaxDepth} levels"), LineOf(at));
        }

        return at switch
        {
            Scalar scalar => new YamlText(scalar.Value, scalar is { Style: ScalarStyle.Plain, Value: "" or "~" }, LineOf(at)),
            SequenceStart => List(at, depth),
            MappingStart => Map(at, depth),
            _ => throw new YamlProblemException("the front matter is not valid YAML", LineOf(at)),
        };
    }

    private YamlList List(ParsingEvent start, int depth)
    {
        var items = new List<YamlNode>();
        for (var next = Next(); next is not SequenceEnd; next = Next())
        {
            items.Add(Node(next, depth + 1));
        }

        return new YamlList(items, LineOf(start));
    }

    private YamlMap Map(ParsingEvent start, int depth)
    {
        var fields = new Dictionary<string, (YamlNode, int)>(StringComparer.Ordinal);
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            if (Node(next, depth + 1) is not YamlText key)
            {
                throw new YamlProblemException("a key must be a single word", LineOf(next));
            }

            if (!fields.TryAdd(key.Value, (Node(Next(), depth + 1), key.Line)))
            {
                throw new YamlProblemException($"{key.Value}: stands twice", key.Line);
            }
        }

        return new YamlMap(fields, LineOf(start));
    }

    private ParsingEvent Next()
    {
        if (++events > maxEvents)
        {
            throw new YamlProblemException(string.Create(CultureInfo.InvariantCulture, $"the front matter has more than {maxEvents} entries"), 1);
        }

        do
        {
            if (!MoveNext())
            {
                throw new YamlProblemException("the front matter ends too early", 1);
            }
        }
        while (parser.Current is Comment);

        return parser.Current!;
    }

    private bool MoveNext()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // The scanner loses its way in some lists and groups in one line instead of saying so.
            throw new YamlProblemException(
                "the front matter is not valid YAML: a value within [ ] or { } that begins with a sign must be put in quotes",
                (int)(parser.Current?.End.Line ?? 1));
        }
        catch (ArgumentException)
        {
            // Nor does it say that a tag is none.
            throw new YamlProblemException(NoTags, (int)(parser.Current?.End.Line ?? 1));
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T)
        {
            throw new YamlProblemException("the front matter is not valid YAML", LineOf(parser.Current!));
        }
    }

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;
}
