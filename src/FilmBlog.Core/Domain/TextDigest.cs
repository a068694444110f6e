using System.Security.Cryptography;
using System.Text;

namespace FilmBlog.Core.Domain;

/// <summary>
/// What tells whether a text and what was rendered from it are still what was saved: SHA-256 of the source, then of what was rendered, each as
/// 64 lower-case hexadecimal digits. SQLite itself does not notice when bytes of a row change on the disk.
/// </summary>
public static class TextDigest
{
    private const int Half = SHA256.HashSizeInBytes * 2;

    /// <summary>The digest of a source and of what was rendered from it.</summary>
    public static string Of(string source, params ReadOnlySpan<string> rendered)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(sha, source);
        var ofSource = Convert.ToHexStringLower(sha.GetHashAndReset());
        foreach (var part in rendered)
        {
            Append(sha, part);
        }

        return ofSource + Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>Whether two digests are of the same source, whatever was rendered from it.</summary>
    public static bool IsOfSameSource(string one, string other) => one.AsSpan(0, Math.Min(Half, one.Length)).SequenceEqual(other.AsSpan(0, Math.Min(Half, other.Length)));

    private static void Append(IncrementalHash sha, string text)
    {
        sha.AppendData(Encoding.UTF8.GetBytes(text));
        // So that a word does not move from one part to the next unseen.
        sha.AppendData([0]);
    }
}
