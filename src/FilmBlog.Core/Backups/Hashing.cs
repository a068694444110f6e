using System.Buffers;
using System.Security.Cryptography;

namespace FilmBlog.Core.Backups;

/// <summary>Copies bytes and says what they were.</summary>
internal static class Hashing
{
    /// <summary>Copies all of it; at most so many bytes, and one more where there are more.</summary>
    /// <returns>How many bytes it were, and their SHA-256 in lower-case hexadecimal.</returns>
    public static async Task<(long Length, string Sha256)> CopyAsync(Stream source, Stream target, long most, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            var length = 0L;
            for (int read; length <= most && (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                length += read;
                sha.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return (length, Convert.ToHexStringLower(sha.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
