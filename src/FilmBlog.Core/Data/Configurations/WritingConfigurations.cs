using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FilmBlog.Core.Data.Configurations;

internal sealed class WorkingCopyConfiguration : IEntityTypeConfiguration<WorkingCopy>
{
    public void Configure(EntityTypeBuilder<WorkingCopy> copy)
    {
        copy.Property(c => c.Id).ValueGeneratedNever();
        copy.Property(c => c.Version).IsConcurrencyToken();
        copy.Property(c => c.Title).HasMaxLength(300);
        copy.Property(c => c.SavedBy).HasMaxLength(150);
        copy.HasIndex(c => c.ReviewId).IsUnique();
        copy.HasIndex(c => c.SavedAt).IsDescending();
        copy.HasOne<Review>().WithOne().HasForeignKey<WorkingCopy>(c => c.ReviewId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PreviewLinkConfiguration : IEntityTypeConfiguration<PreviewLink>
{
    public void Configure(EntityTypeBuilder<PreviewLink> link)
    {
        link.HasKey(l => l.Token);
        link.Property(l => l.Token).HasMaxLength(32);
        link.Property(l => l.CreatedBy).HasMaxLength(150);
        link.HasOne<Review>().WithMany().HasForeignKey(l => l.ReviewId).OnDelete(DeleteBehavior.Cascade);
        link.HasOne<WorkingCopy>().WithMany().HasForeignKey(l => l.CopyId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> import)
    {
        import.Property(i => i.Source).HasMaxLength(300);
        import.Property(i => i.StartedBy).HasMaxLength(150);
        import.Property(i => i.UndoneBy).HasMaxLength(150);
    }
}
