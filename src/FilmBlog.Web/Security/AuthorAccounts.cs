using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FilmBlog.Core.Data;
using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace FilmBlog.Web.Security;

/// <summary>Authors, their passwords and their codes: for serving and for verbs alike.</summary>
internal static class AuthorAccounts
{
    public static void AddAuthors(this IServiceCollection services)
    {
        services.AddKeys();
        services.AddSingleton<IPersonalDataProtector, EncryptedAtRest>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        // Before Identity's own, which throws where a text is not well formed.
        services.AddSingleton<ILookupNormalizer, LookupKeys>();
        services.AddIdentityCore<Author>(identity =>
            {
                // Length and what is known of it decide (PasswordRules), not what it is composed of.
                identity.Password.RequiredLength = 1;
                identity.Password.RequiredUniqueChars = 1;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.User.RequireUniqueEmail = true;
                // An address in any alphabet is an address.
                identity.User.AllowedUserNameCharacters = "";
            })
            .AddUserStore<AuthorStore>()
            .AddUserValidator<AccountRules>()
            .AddPasswordValidator<PasswordRules>()
            .AddErrorDescriber<AccountErrors>();
        services.AddHttpContextAccessor();
        services.AddScoped<Audit>();
        services.AddScoped<AuthorBook>();
        services.AddScoped<AuthorPasswords>();
        services.AddScoped<SecondStep>();
    }
}

/// <summary>Encrypts the authors' secrets, so that who reads the database does not have them.</summary>
internal sealed class EncryptedAtRest(IDataProtectionProvider protection) : IPersonalDataProtector
{
    private readonly IDataProtector protector = protection.CreateProtector("FilmBlog.Authors.Secrets");

    public string? Protect(string? data) => data is null ? null : protector.Protect(data);

    public string? Unprotect(string? data) => data is null ? null : protector.Unprotect(data);
}

/// <summary>What addresses are looked up by: their capitals. Whatever somebody types has some, also where it is no address.</summary>
internal sealed class LookupKeys : ILookupNormalizer
{
    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => name is null ? null : Folding.WellFormed(name).Normalize().ToUpperInvariant();

    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => NormalizeName(email);
}

/// <summary>What is wrong with an account, in sentences.</summary>
internal sealed class AccountErrors : IdentityErrorDescriber
{
    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), $"There is an author with the address {email} already.");

    // The address is the name: one sentence is enough for both.
    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateEmail), $"There is an author with the address {userName} already.");

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), $"\"{email}\" is not an e-mail address.");

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidEmail), $"\"{userName}\" is not an e-mail address.");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "The account was changed by somebody else meanwhile. Look again and repeat what you did.");

    private static IdentityError Error(string code, string sentence) => new() { Code = code, Description = sentence };
}

/// <summary>How results of Identity read.</summary>
internal static class AccountResult
{
    /// <summary>What is wrong, each once, as sentences.</summary>
    public static IEnumerable<string> Sentences(this IdentityResult result) => result.Errors.DistinctBy(e => e.Code).Select(e => e.Description);
}

/// <summary>Random words that nobody guesses.</summary>
internal static class Secret
{
    /// <summary>As many random bits, in lower-case hexadecimal digits.</summary>
    public static string OfBits(int bits) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bits / 8));
}
