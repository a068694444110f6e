using System.Collections.Frozen;

namespace FilmBlog.Core.Imaging;

/// <summary>
/// Chooses a film's motif. A theme speaks for a motif with a weight: the rarer the subject, the more it says of the picture ("sacrifice"
/// more than "time", which half of all films have). Chance decides among what is left, and alone where no theme is known. The order of
/// the themes does not matter, so that sorting them differently never changes a card.
/// </summary>
internal static class ThemeMotifs
{
    private static readonly FrozenDictionary<string, (Motif Motif, double Weight)> Subjects = Build(
        (Motif.Horizon, 1.6, "love romance hope freedom landscape summer desert america western emigration exile home|coming of age"),
        (Motif.Mirror, 2.5, "memory doubles doppelganger duality reflection past nostalgia amnesia twins"),
        (Motif.Doorway, 2.7, "desire reality secrets mystery marriage|the nature of reality"),
        (Motif.Rain, 1.8, "melancholy crime noir guilt loneliness solitude regret longing poverty"),
        (Motif.Rings, 1.2, "time fate obsession history cycles chance repetition"),
        (Motif.Faces, 2.4, "identity friendship sisters couples jealousy intimacy gender"),
        (Motif.Candle, 2.0, "faith religion god belief prayer spirituality grace saints ritual devotion doubt"),
        (Motif.Tree, 2.8, "sacrifice nature growth roots forest ecology ancestry"),
        (Motif.Waves, 2.9, "grief sea ocean water loss mourning river drowning voyage"),
        (Motif.City, 2.8, "city cities modernity work labour labor capitalism bureaucracy urban class"),
        (Motif.Road, 2.6, "journey road travel independence escape pilgrimage quest wandering"),
        (Motif.Leaves, 1.3, "mortality ageing aging autumn age illness death decay seasons"),
        (Motif.Window, 2.1, "isolation domesticity voyeurism surveillance confinement routine women prison"),
        (Motif.Planet, 2.3, "space science technology future cosmos apocalypse|the end of the world|science and belief"),
        (Motif.Projector, 2.0, "cinema film art fiction filmmaking illusion documentary|reality and fiction"),
        (Motif.Stairs, 2.2, "power ambition corruption politics fear madness paranoia horror revenge justice"),
        (Motif.Searchlights, 1.9, "war resistance occupation violence revolution fascism bomb"),
        (Motif.Curtain, 1.9, "silence theatre theater performance acting music comedy satire"),
        (Motif.Kite, 1.7, "childhood children school play innocence youth adolescence family motherhood mother fatherhood parents"),
        (Motif.Crescent, 1.8, "dreams dream sleep night surrealism fantasy imagination ghosts"));

    public static Motif Of(IReadOnlyList<string> themes, ulong seed)
    {
        Span<double> weights = stackalloc double[Enum.GetValues<Motif>().Length];
        foreach (var theme in themes)
        {
            foreach (var (motif, weight) in Read(theme))
                weights[(int)motif] = Math.Max(weights[(int)motif], weight);
        }

        var (best, most) = (Motif.Horizon, -1.0);
        foreach (var motif in Enum.GetValues<Motif>())
        {
            var worth = weights[(int)motif] + (0.45 * Chance.Fraction(seed, motif.ToString()));
            if (worth > most)
                (best, most) = (motif, worth);
        }

        return best;
    }

    // "The nature of reality" is not about nature: the whole phrase is tried before its words.
    private static IEnumerable<(Motif Motif, double Weight)> Read(string theme)
    {
        var words = theme.ToLowerInvariant().Split([' ', '-', ',', '/', '&', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (Subjects.TryGetValue(string.Join(' ', words), out var whole))
            return [whole];
        return words.Where(Subjects.ContainsKey).Select(word => Subjects[word]);
    }

    // Single words up to the first bar, phrases between the bars after it.
    private static FrozenDictionary<string, (Motif Motif, double Weight)> Build(params (Motif Motif, double Weight, string Subjects)[] rows)
    {
        Dictionary<string, (Motif, double)> subjects = [];
        foreach (var (motif, weight, text) in rows)
        {
            var parts = text.Split('|');
            foreach (var subject in parts[0].Split(' ').Concat(parts[1..]))
                subjects.Add(subject, (motif, weight));
        }

        return subjects.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
