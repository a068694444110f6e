using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FilmBlog.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BodyHashes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Introduction_Digest",
                table: "Themes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Body_Digest",
                table: "SitePages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "ReviewBodies",
                type: "TEXT",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Introduction_Digest",
                table: "Directors",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Introduction_Digest",
                table: "Themes");

            migrationBuilder.DropColumn(
                name: "Body_Digest",
                table: "SitePages");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "ReviewBodies");

            migrationBuilder.DropColumn(
                name: "Introduction_Digest",
                table: "Directors");
        }
    }
}
