using System.Security.Claims;
using FilmBlog.Core.Content;
using FilmBlog.Web.Security;

namespace FilmBlog.Web.Desk;

/// <summary>What the signed-in author sees of the library.</summary>
internal static class LibrarySight
{
    extension(ClaimsPrincipal author)
    {
        /// <summary>The pictures of which the author may know at an instant.</summary>
        public ImageSight SightAt(DateTimeOffset now) => author.IsOwner ? ImageSight.All : ImageSight.Of(author.AuthorId ?? 0, now);
    }
}
