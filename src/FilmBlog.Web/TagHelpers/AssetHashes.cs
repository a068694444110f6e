using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FilmBlog.Web.TagHelpers;

/// <summary>The hashes of the files that pages load, each made once: a running site's files do not change.</summary>
public sealed class AssetHashes(IWebHostEnvironment site)
{
    private readonly ConcurrentDictionary<string, string?> hashes = new(StringComparer.Ordinal);

    /// <summary>The hash of what stands at an address, with or without a fingerprint; null: it is none of our files.</summary>
    public string? Of(string address) => hashes.GetOrAdd(address.TrimStart('~', '/'), Hash);

    private string? Hash(string path)
    {
        // The fingerprint stands before the ending: site.oc14yyvxh1.css.
        var parts = path.Split('.');
        var file = site.WebRootFileProvider.GetFileInfo(parts.Length > 2 ? string.Join('.', [.. parts[..^2], parts[^1]]) : path);
        if (!file.Exists)
        {
            return null;
        }

        using var content = file.CreateReadStream();
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(content));
    }
}
