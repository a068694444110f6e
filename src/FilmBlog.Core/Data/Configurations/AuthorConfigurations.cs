using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FilmBlog.Core.Data.Configurations;

internal sealed class AuthorConfiguration : IEntityTypeConfiguration<Author>
{
    public void Configure(EntityTypeBuilder<Author> author)
    {
        author.Property(a => a.Name).HasMaxLength(150);
        author.Property(a => a.Role).HasConversion<string>().HasMaxLength(20);
        author.Property(a => a.UserName).HasMaxLength(256);
        author.Property(a => a.NormalizedUserName).HasMaxLength(256);
        author.Property(a => a.Email).HasMaxLength(256);
        author.Property(a => a.NormalizedEmail).HasMaxLength(256);
        author.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        author.HasIndex(a => a.NormalizedUserName).IsUnique();
        author.HasIndex(a => a.NormalizedEmail).IsUnique();
        author.HasMany<IdentityUserClaim<int>>().WithOne().HasForeignKey(c => c.UserId).IsRequired();
        author.HasMany<IdentityUserLogin<int>>().WithOne().HasForeignKey(l => l.UserId).IsRequired();
        author.HasMany<IdentityUserToken<int>>().WithOne().HasForeignKey(t => t.UserId).IsRequired();
        author.HasMany<IdentityUserPasskey<int>>().WithOne().HasForeignKey(p => p.UserId).IsRequired();
    }
}

internal sealed class AuthorClaimConfiguration : IEntityTypeConfiguration<IdentityUserClaim<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> claim) => claim.ToTable("AuthorClaims").HasKey(c => c.Id);
}

internal sealed class AuthorLoginConfiguration : IEntityTypeConfiguration<IdentityUserLogin<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> login) => login.ToTable("AuthorLogins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
}

internal sealed class AuthorTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> token) => token.ToTable("AuthorTokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> passkey)
    {
        passkey.ToTable("Passkeys").HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(1024);
        passkey.OwnsOne(p => p.Data).ToJson();
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.Property(s => s.Id).HasMaxLength(64);
        session.Property(s => s.Client).HasMaxLength(300);
        session.Property(s => s.ClientAddress).HasMaxLength(60);
        session.HasIndex(s => s.ExpiresAt);
        session.HasOne<Author>().WithMany().HasForeignKey(s => s.AuthorId).OnDelete(DeleteBehavior.Cascade);
    }
}
