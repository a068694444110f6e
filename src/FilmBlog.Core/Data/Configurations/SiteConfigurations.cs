using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FilmBlog.Core.Data.Configurations;

internal sealed class SitePageConfiguration : IEntityTypeConfiguration<SitePage>
{
    public void Configure(EntityTypeBuilder<SitePage> page)
    {
        page.Property(p => p.Title).HasMaxLength(300);
        page.Property(p => p.SavedBy).HasMaxLength(150);
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

internal sealed class SiteLinkConfiguration : IEntityTypeConfiguration<SiteLink>
{
    public void Configure(EntityTypeBuilder<SiteLink> link)
    {
        link.Property(l => l.List).HasConversion<string>().HasMaxLength(20);
        link.Property(l => l.Text).HasMaxLength(100);
        link.Property(l => l.Url).HasMaxLength(1000);
        link.Property(l => l.Note).HasMaxLength(300);
        link.Property(l => l.FeedUrl).HasMaxLength(1000);
        link.HasIndex(l => new { l.List, l.Position });
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditTrail");
        entry.Property(e => e.Actor).HasMaxLength(150);
        entry.Property(e => e.Action).HasMaxLength(50);
        entry.Property(e => e.Subject).HasMaxLength(300);
        entry.Property(e => e.Detail).HasMaxLength(1000);
        entry.Property(e => e.ClientAddress).HasMaxLength(60);
        entry.HasIndex(e => new { e.At, e.Id }).IsDescending();
    }
}

internal sealed class AnnouncementConfiguration : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> announcement)
    {
        announcement.HasKey(a => a.Path);
        announcement.Property(a => a.Path).HasMaxLength(500);
        announcement.HasIndex(a => a.NextAttemptAt);
    }
}

internal sealed class MissConfiguration : IEntityTypeConfiguration<Miss>
{
    public void Configure(EntityTypeBuilder<Miss> miss)
    {
        miss.HasKey(m => m.Path);
        miss.Property(m => m.Path).HasMaxLength(500);
        miss.Property(m => m.Referrer).HasMaxLength(500);
        miss.HasIndex(m => new { m.IsIgnored, m.Count }).IsDescending(false, true);
        miss.HasIndex(m => m.LastAt);
    }
}
