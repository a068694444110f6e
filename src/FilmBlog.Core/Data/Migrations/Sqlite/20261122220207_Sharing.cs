using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FilmBlog.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sharing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Announcements",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    QueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Announcements", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "Misses",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Referrer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    IsIgnored = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Misses", x => x.Path);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_NextAttemptAt",
                table: "Announcements",
                column: "NextAttemptAt");

            migrationBuilder.CreateIndex(
                name: "IX_Misses_IsIgnored_Count",
                table: "Misses",
                columns: new[] { "IsIgnored", "Count" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "IX_Misses_LastAt",
                table: "Misses",
                column: "LastAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Announcements");

            migrationBuilder.DropTable(
                name: "Misses");
        }
    }
}
