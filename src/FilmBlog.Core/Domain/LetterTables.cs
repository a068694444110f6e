namespace FilmBlog.Core.Domain;

/// <summary>Cyrillic and Greek letters in Latin ones, as film titles are usually romanised in English (BGN/PCGN, simplified).</summary>
internal static class LetterTables
{
    /// <summary>The Latin spelling of a lower-case letter; empty for the hard and soft signs; null when the letter is in no table.</summary>
    public static string? Romanise(int letter) => letter switch
    {
        'а' => "a", 'б' => "b", 'в' => "v", 'г' => "g", 'ґ' => "g", 'д' => "d", 'ђ' => "dj", 'ѓ' => "gj", 'е' => "e", 'ё' => "yo",
        'є' => "ye", 'ж' => "zh", 'з' => "z", 'ѕ' => "dz", 'и' => "i", 'і' => "i", 'ї' => "yi", 'й' => "y", 'ј' => "j", 'к' => "k",
        'ќ' => "kj", 'л' => "l", 'љ' => "lj", 'м' => "m", 'н' => "n", 'њ' => "nj", 'о' => "o", 'п' => "p", 'р' => "r", 'с' => "s",
        'т' => "t", 'ћ' => "c", 'у' => "u", 'ў' => "u", 'ф' => "f", 'х' => "kh", 'ц' => "ts", 'ч' => "ch", 'џ' => "dz", 'ш' => "sh",
        'щ' => "shch", 'ъ' => "", 'ы' => "y", 'ь' => "", 'э' => "e", 'ю' => "yu", 'я' => "ya",
        'α' or 'ά' => "a", 'β' => "v", 'γ' => "g", 'δ' => "d", 'ε' or 'έ' => "e", 'ζ' => "z", 'η' or 'ή' => "i", 'θ' => "th",
        'ι' or 'ί' or 'ϊ' or 'ΐ' => "i", 'κ' => "k", 'λ' => "l", 'μ' => "m", 'ν' => "n", 'ξ' => "x", 'ο' or 'ό' => "o", 'π' => "p",
        'ρ' => "r", 'σ' or 'ς' => "s", 'τ' => "t", 'υ' or 'ύ' or 'ϋ' or 'ΰ' => "y", 'φ' => "f", 'χ' => "ch", 'ψ' => "ps", 'ω' or 'ώ' => "o",
        _ => null,
    };
}
