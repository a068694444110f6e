using FilmBlog.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>What the site remembers about itself.</summary>
public static class SettingQueries
{
    extension(IQueryable<Setting> settings)
    {
        /// <summary>The value of a setting; null: there is none. One query for all who ask, which EF makes once.</summary>
        public Task<string?> ValueOfAsync(string name, CancellationToken cancellationToken) =>
            settings.Where(s => s.Name == name).Select(s => s.Value).SingleOrDefaultAsync(cancellationToken);
    }
}
