using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FilmBlog.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SavedTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // When the reviews that are there were saved is not known; when they last changed for readers is.
            migrationBuilder.Sql("""UPDATE "Reviews" SET "SavedAt" = coalesce("UpdatedAt", "PublishedAt", datetime('now'))""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
