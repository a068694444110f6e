using System.Security.Cryptography;
using System.Xml;
using FilmBlog.Core.Data;
using FilmBlog.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Web.Doctor;

/// <summary>The keys that protect forms, sign-ins and the second steps of authors: whether they can be read, and whether they are the right ones.</summary>
internal static class KeysExam
{
    // What the files end with that the framework writes.
    private static readonly string[] Ends = ["</key>", "</revocation>"];

    public static IEnumerable<Finding> Examine(SetUpUnderExam setUp)
    {
        var keys = setUp.Folder.Keys;
        if (!Directory.Exists(keys))
        {
            return [];
        }

        if (!FileRights.MayUse(keys))
        {
            return [Finding.Wrong($"The {FileRights.User} may not read and write in {keys}: no form and no sign-in works without keys. Give the folder to the user that serves (chown -R).")];
        }

        return Files(setUp).Select(Fault).OfType<string>().Select(Finding.Wrong);
    }

    /// <summary>Whether the secrets of second steps in the database can be read with these keys.</summary>
    public static async Task<IEnumerable<Finding>> SecondStepsAsync(SetUpUnderExam setUp, FilmBlogContext db, CancellationToken cancellationToken)
    {
        var secrets = await db.Set<IdentityUserToken<int>>().Where(t => t.Name == "AuthenticatorKey" && db.Authors.Any(a => a.Id == t.UserId && a.TwoFactorEnabled))
            .Select(t => t.Value).ToListAsync(cancellationToken);
        var unreadable = Files(setUp).Any() ? Unreadable(setUp, secrets) : secrets.Count;
        return unreadable == 0 ? []
            :
            [
                Finding.Wrong($"The second step of {unreadable} of {secrets.Count} authors who have one cannot be asked for: the keys in {setUp.Folder.Keys} are {(Files(setUp).Any() ? "not those that it is encrypted with" : "missing")}. "
                    + "Put them back (filmblog restore FILE of a backup with keys), or take it away with filmblog author reset E --without-second-step."),
            ];
    }

    /// <summary>What shows the site that this has its keys; null: it has not.</summary>
    public static string? ProofOf(SetUpUnderExam setUp)
    {
        if (!Files(setUp).Any())
        {
            return null;
        }

        try
        {
            return SeenEndpoint.Proof(new Seal(FormProtection.KeysOf(setUp.Folder), setUp.Clock));
        }
        catch (Exception unreadable) when (IsOfKeys(unreadable))
        {
            return null;
        }
    }

    private static int Unreadable(SetUpUnderExam setUp, IEnumerable<string?> secrets)
    {
        var protector = new EncryptedAtRest(FormProtection.KeysOf(setUp.Folder));
        return secrets.Count(secret =>
        {
            try
            {
                protector.Unprotect(secret);
                return false;
            }
            catch (Exception unreadable) when (IsOfKeys(unreadable))
            {
                return true;
            }
        });
    }

    // What is thrown where keys are missing, are others, or are none.
    private static bool IsOfKeys(Exception thrown) => thrown is CryptographicException or InvalidOperationException or IOException or UnauthorizedAccessException or XmlException;

    private static IEnumerable<string> Files(SetUpUnderExam setUp) => Directory.Exists(setUp.Folder.Keys) && FileRights.MayLookInto(setUp.Folder.Keys) ? Directory.EnumerateFiles(setUp.Folder.Keys, "*.xml").Order(StringComparer.Ordinal) : [];

    private static string? Fault(string file)
    {
        var (name, keys) = (Path.GetFileName(file), Path.GetDirectoryName(file));
        return !FileRights.MayRead(file) ? $"{name} in {keys} cannot be read by the {FileRights.User}: no form and no sign-in works while it is there. Give the folder to the user that serves (chown -R)."
            : !Ends.Contains(End(file), StringComparer.Ordinal) ? $"{name} in {keys} is no key, or only a part of one: no form and no sign-in works while it is there. Put it back from a backup with keys, or move it away."
            : null;
    }

    private static string End(string file)
    {
        var text = File.ReadAllText(file).TrimEnd();
        return text[Math.Max(0, text.LastIndexOf('<'))..];
    }
}
