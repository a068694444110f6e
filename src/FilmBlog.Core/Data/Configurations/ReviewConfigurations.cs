using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FilmBlog.Core.Data.Configurations;

internal sealed class ReviewConfiguration : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.HasIndex(r => r.Slug).IsUnique();
        review.HasIndex(r => new { r.PublishedAt, r.Id }).IsDescending();
        review.HasIndex(r => new { r.Rating, r.PublishedAt, r.Id }).IsDescending();
        review.HasIndex(r => new { r.FilmId, r.PublishedAt });
        review.Property(r => r.Headline).HasMaxLength(300);
        review.Property(r => r.Verdict).HasMaxLength(1000);
        review.Property(r => r.Excerpt).HasMaxLength(2000);
        review.Property(r => r.Byline).HasMaxLength(150);
        review.Property(r => r.SavedBy).HasMaxLength(150);
        review.Property(r => r.BegunWith).HasMaxLength(64);
        review.HasIndex(r => r.BinnedAt);
        review.HasIndex(r => new { r.SavedAt, r.Id }).IsDescending();
        review.HasIndex(r => new { r.AuthorId, r.SavedAt, r.Id }).IsDescending(false, true, true);
        review.HasIndex(r => r.ImportId);
        review.HasIndex(r => r.BegunAs).IsUnique();
        review.Ignore(r => r.Title);
        review.HasOne<Author>().WithMany().HasForeignKey(r => r.AuthorId).OnDelete(DeleteBehavior.SetNull);
        review.HasOne<Import>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.SetNull);
        review.HasOne(r => r.Film).WithMany(f => f.Reviews).HasForeignKey(r => r.FilmId).OnDelete(DeleteBehavior.Restrict);
        review.HasOne(r => r.Cover).WithMany().HasForeignKey(r => r.CoverId).OnDelete(DeleteBehavior.Restrict);
        review.HasOne(r => r.Body).WithOne().HasForeignKey<ReviewBody>(b => b.ReviewId).OnDelete(DeleteBehavior.Cascade);
        review.HasMany(r => r.Revisions).WithOne().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Cascade);
        review.HasMany(r => r.Images).WithOne().HasForeignKey(u => u.ReviewId).OnDelete(DeleteBehavior.Cascade);
        review.HasMany(r => r.Redirects).WithOne().HasForeignKey(d => d.ReviewId).OnDelete(DeleteBehavior.ClientSetNull);
    }
}

internal sealed class ReviewBodyConfiguration : IEntityTypeConfiguration<ReviewBody>
{
    public void Configure(EntityTypeBuilder<ReviewBody> body)
    {
        body.HasKey(b => b.ReviewId);
        body.Property(b => b.Digest).HasMaxLength(128);
    }
}

internal sealed class ReviewThemeConfiguration : IEntityTypeConfiguration<ReviewTheme>
{
    public void Configure(EntityTypeBuilder<ReviewTheme> carried)
    {
        carried.HasKey(t => new { t.ReviewId, t.ThemeId });
        carried.HasIndex(t => new { t.ThemeId, t.ReviewId });
        carried.HasOne(t => t.Review).WithMany(r => r.Themes).HasForeignKey(t => t.ReviewId).OnDelete(DeleteBehavior.Cascade);
        carried.HasOne(t => t.Theme).WithMany(t => t.Reviews).HasForeignKey(t => t.ThemeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RedirectConfiguration : IEntityTypeConfiguration<Redirect>
{
    public void Configure(EntityTypeBuilder<Redirect> redirect)
    {
        redirect.HasKey(r => r.Path);
        redirect.Property(r => r.Path).HasMaxLength(500);
        redirect.HasOne<Director>().WithMany(d => d.Redirects).HasForeignKey(r => r.DirectorId).OnDelete(DeleteBehavior.ClientSetNull);
        redirect.HasOne<Theme>().WithMany(t => t.Redirects).HasForeignKey(r => r.ThemeId).OnDelete(DeleteBehavior.ClientSetNull);
    }
}

internal sealed class RevisionConfiguration : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> revision)
    {
        revision.HasIndex(r => new { r.ReviewId, r.SavedAt });
        revision.HasIndex(r => r.CopyId);
        revision.HasIndex(r => r.ImportId);
        revision.Property(r => r.Origin).HasMaxLength(50);
        revision.Property(r => r.SavedBy).HasMaxLength(150);
        revision.HasOne<SitePage>().WithMany(p => p.Revisions).HasForeignKey(r => r.SitePageId).OnDelete(DeleteBehavior.Cascade);
        revision.HasOne<Director>().WithMany(d => d.Revisions).HasForeignKey(r => r.DirectorId).OnDelete(DeleteBehavior.Cascade);
        revision.HasOne<Theme>().WithMany(t => t.Revisions).HasForeignKey(r => r.ThemeId).OnDelete(DeleteBehavior.Cascade);
        revision.HasOne<Import>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class ReviewChangeConfiguration : IEntityTypeConfiguration<ReviewChange>
{
    public void Configure(EntityTypeBuilder<ReviewChange> change)
    {
        change.HasKey(c => c.ReviewId);
        change.Property(c => c.ReviewId).ValueGeneratedNever();
        change.HasIndex(c => c.Number);
    }
}

internal sealed class ImageConfiguration : IEntityTypeConfiguration<Image>
{
    public void Configure(EntityTypeBuilder<Image> image)
    {
        image.HasIndex(i => i.Hash).IsUnique();
        image.HasIndex(i => i.Name).IsUnique();
        image.HasIndex(i => i.SourceHash);
        image.Property(i => i.Hash).HasMaxLength(64);
        image.Property(i => i.SourceHash).HasMaxLength(64);
        image.Property(i => i.Name).HasMaxLength(100);
    }
}

internal sealed class ImageUseConfiguration : IEntityTypeConfiguration<ImageUse>
{
    public void Configure(EntityTypeBuilder<ImageUse> use)
    {
        use.Property(u => u.Url).HasMaxLength(1000);
        use.HasOne(u => u.Image).WithMany().HasForeignKey(u => u.ImageId).OnDelete(DeleteBehavior.Restrict);
        use.HasOne<SitePage>().WithMany(p => p.Images).HasForeignKey(u => u.SitePageId).OnDelete(DeleteBehavior.Cascade);
        use.HasOne<Director>().WithMany(d => d.Images).HasForeignKey(u => u.DirectorId).OnDelete(DeleteBehavior.Cascade);
        use.HasOne<Theme>().WithMany(t => t.Images).HasForeignKey(u => u.ThemeId).OnDelete(DeleteBehavior.Cascade);
    }
}
