using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FilmBlog.Core.Data.Configurations;

internal sealed class SitePageConfiguration : IEntityTypeConfiguration<SitePage>
{
    public void Configure(EntityTypeBuilder<SitePage> page)
    {
        page.Property(p => p.Title).HasMaxLength(300);
        page.HasIndex(p => p.Slug).IsUnique();
        page.OwnsOne(p => p.Body);
        page.Navigation(p => p.Body).IsRequired();
    }
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.HasKey(s => s.Name);
        setting.Property(s => s.Name).HasMaxLength(100);
    }
}
