using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace FilmBlog.Web.Tests.Support;

/// <summary>A passkey without a device: answers challenges as a browser does (WebAuthn level 3, ES256, no attestation), and wrongly where a test wants that.</summary>
internal sealed class SoftPasskey : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte WithCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string handle = "";

    /// <summary>The page that the browser says it is on.</summary>
    public string Origin { get; set; } = "http://localhost";

    /// <summary>Whether the device made sure who holds it.</summary>
    public bool IsVerified { get; set; } = true;

    /// <summary>What <c>navigator.credentials.create</c> gives.</summary>
    public string Create(string options)
    {
        using var asked = JsonDocument.Parse(options);
        handle = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        // CBOR by hand: a COSE key of five entries, then the attestation of three.
        byte[] publicKey = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data(asked.RootElement.GetProperty("rp").GetProperty("id").GetString()!, WithCredential), .. new byte[16], 0, (byte)id.Length, .. id, .. publicKey];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Credential(new { clientDataJSON = Encoded(ClientData("webauthn.create", asked.RootElement)), attestationObject = Encoded(attestation), transports = Array.Empty<string>() });
    }

    /// <summary>What <c>navigator.credentials.get</c> gives.</summary>
    public string Answer(string options)
    {
        using var asked = JsonDocument.Parse(options);
        var (client, data) = (ClientData("webauthn.get", asked.RootElement), Data(asked.RootElement.GetProperty("rpId").GetString()!));
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Encoded(client), authenticatorData = Encoded(data), signature = Encoded(signature), userHandle = handle });
    }

    public void Dispose() => key.Dispose();

    private static string Encoded(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    private byte[] ClientData(string type, JsonElement options) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge = options.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false }));

    // Its counter stands still, as that of a passkey does which lies on several devices.
    private byte[] Data(string domain, byte more = 0)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(domain)).CopyTo(data, 0);
        data[32] = (byte)(Present | more | (IsVerified ? Verified : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), 0);
        return data;
    }

    private string Credential(object response) =>
        JsonSerializer.Serialize(new { id = Encoded(id), rawId = Encoded(id), type = "public-key", response, clientExtensionResults = new { }, authenticatorAttachment = "platform" });
}
