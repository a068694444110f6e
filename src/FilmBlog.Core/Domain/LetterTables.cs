using System.Collections.Frozen;
using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>Cyrillic and Greek letters in Latin ones, as film titles are usually romanised in English (BGN/PCGN, simplified).</summary>
internal static class LetterTables
{
    private const string Cyrillic =
        "а=a б=b в=v г=g ґ=g д=d ђ=dj ѓ=gj е=e ё=yo є=ye ж=zh з=z ѕ=dz и=i і=i ї=yi й=y ј=j к=k ќ=kj л=l љ=lj м=m н=n "
        + "њ=nj о=o п=p р=r с=s т=t ћ=c у=u ў=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya";

    private const string Greek =
        "α=a ά=a β=v γ=g δ=d ε=e έ=e ζ=z η=i ή=i θ=th ι=i ί=i ϊ=i ΐ=i κ=k λ=l μ=m ν=n ξ=x ο=o ό=o π=p ρ=r σ=s ς=s τ=t "
        + "υ=y ύ=y ϋ=y ΰ=y φ=f χ=ch ψ=ps ω=o ώ=o";

    private static readonly FrozenDictionary<int, string> Letters = $"{Cyrillic} {Greek}".Split(' ')
        .Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => Rune.GetRuneAt(pair[0], 0).Value, pair => pair[1]);

    /// <summary>The Latin spelling of a lower-case letter; empty for the hard and soft signs; null when the letter is in no table.</summary>
    public static string? Romanise(int letter) => Letters.GetValueOrDefault(letter);
}
