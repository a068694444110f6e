using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FilmBlog.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BegunReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "BegunAs",
                table: "Reviews",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BegunWith",
                table: "Reviews",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_BegunAs",
                table: "Reviews",
                column: "BegunAs",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reviews_BegunAs",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "BegunAs",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "BegunWith",
                table: "Reviews");
        }
    }
}
