using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FilmBlog.Core.Data.Configurations;

internal sealed class FilmConfiguration : IEntityTypeConfiguration<Film>
{
    public void Configure(EntityTypeBuilder<Film> film)
    {
        film.Property(f => f.Title).HasMaxLength(300);
        film.Property(f => f.TitleKey).HasMaxLength(300);
        film.Property(f => f.SortTitle).HasMaxLength(300);
        film.Property(f => f.OriginalTitle).HasMaxLength(300);
        film.Property(f => f.ImdbId).HasMaxLength(12);
        film.Property(f => f.ImdbRating).HasConversion<TenthsConverter>();
        film.Property(f => f.AspectRatio).HasConversion<ThousandthsConverter>();
        film.Property(f => f.AlsoKnownAs).HasConversion<TextsConverter, TextsComparer>();
        film.Property(f => f.Countries).HasConversion<TextsConverter, TextsComparer>();
        film.Property(f => f.Languages).HasConversion<TextsConverter, TextsComparer>();
        film.Property(f => f.Cinematography).HasConversion<TextsConverter, TextsComparer>();
        film.Property(f => f.Cast).HasConversion<TextsConverter, TextsComparer>();
        film.Property(f => f.Music).HasConversion<TextsConverter, TextsComparer>();
        film.HasIndex(f => f.ImdbId).IsUnique();
        film.HasIndex(f => new { f.TitleKey, f.Year });
        film.HasIndex(f => new { f.Year, f.Id });
        film.HasIndex(f => new { f.SortTitle, f.Id });
    }
}

internal sealed class FilmDirectorConfiguration : IEntityTypeConfiguration<FilmDirector>
{
    public void Configure(EntityTypeBuilder<FilmDirector> credit)
    {
        credit.HasKey(c => new { c.FilmId, c.DirectorId });
        credit.HasIndex(c => new { c.DirectorId, c.FilmId });
        credit.HasOne(c => c.Film).WithMany(f => f.Directors).HasForeignKey(c => c.FilmId).OnDelete(DeleteBehavior.Cascade);
        credit.HasOne(c => c.Director).WithMany(d => d.Films).HasForeignKey(c => c.DirectorId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DirectorConfiguration : IEntityTypeConfiguration<Director>
{
    public void Configure(EntityTypeBuilder<Director> director)
    {
        director.Property(d => d.Name).HasMaxLength(150);
        director.Property(d => d.NameKey).HasMaxLength(150);
        director.Property(d => d.SortName).HasMaxLength(300);
        director.Property(d => d.Letter).HasMaxLength(2);
        director.HasIndex(d => d.NameKey).IsUnique();
        director.HasIndex(d => d.Slug).IsUnique();
        director.HasIndex(d => new { d.Letter, d.SortName });
        director.OwnsOne(d => d.Introduction);
    }
}

internal sealed class ThemeConfiguration : IEntityTypeConfiguration<Theme>
{
    public void Configure(EntityTypeBuilder<Theme> theme)
    {
        theme.Property(t => t.Name).HasMaxLength(150);
        theme.Property(t => t.NameKey).HasMaxLength(150);
        theme.Property(t => t.SortName).HasMaxLength(300);
        theme.Property(t => t.Letter).HasMaxLength(2);
        theme.HasIndex(t => t.NameKey).IsUnique();
        theme.HasIndex(t => t.Slug).IsUnique();
        theme.HasIndex(t => new { t.Letter, t.SortName });
        theme.OwnsOne(t => t.Introduction);
    }
}
