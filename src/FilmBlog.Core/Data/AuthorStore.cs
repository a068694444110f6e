using FilmBlog.Core.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace FilmBlog.Core.Data;

/// <summary>Identity's authors in our database.</summary>
public sealed class AuthorStore(FilmBlogContext db, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Author, FilmBlogContext, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, IdentityUserPasskey<int>>(db, describer);
