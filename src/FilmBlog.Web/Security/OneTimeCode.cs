using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FilmBlog.Web.Security;

/// <summary>The six digits of an authenticator app: RFC 6238 with SHA-1 and steps of 30 seconds, which is what all apps know.</summary>
internal static class OneTimeCode
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    /// <summary>A new key of 160 bits in base 32.</summary>
    public static string NewKey() => string.Concat(RandomNumberGenerator.GetBytes(32).Select(b => Alphabet[b & 31]));

    /// <summary>The time step of an instant.</summary>
    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string At(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Bytes(key));
        hmac.AppendData(counter);
        Span<byte> hash = stackalloc byte[hmac.HashLengthInBytes];
        hmac.GetCurrentHash(hash);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 15)..]) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code it is: now, just before or just after, since clocks differ; null: it is none of these.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            // All are looked at: how long it takes says nothing.
            found = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(At(key, step)), Encoding.UTF8.GetBytes(code)) ? step : found;
        }

        return found;
    }

    /// <summary>What an authenticator app reads from a picture.</summary>
    public static string Address(string site, string account, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(site)}:{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString(site)}&digits=6&period=30";

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        var (bits, held, next) = (0, 0, 0);
        foreach (var letter in key)
        {
            bits = (bits << 5 | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            if ((held += 5) >= 8)
            {
                bytes[next++] = (byte)(bits >> (held -= 8));
            }
        }

        return bytes;
    }
}
