using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FilmBlog.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Speed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reviews_AuthorId",
                table: "Reviews");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_AuthorId_SavedAt_Id",
                table: "Reviews",
                columns: new[] { "AuthorId", "SavedAt", "Id" },
                descending: new[] { false, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reviews_AuthorId_SavedAt_Id",
                table: "Reviews");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_AuthorId",
                table: "Reviews",
                column: "AuthorId");
        }
    }
}
