namespace FilmBlog.Web;

internal static class FilmBlogSite
{
    public static Task<int> ServeAsync(string[] args) => Task.FromResult(args.Length);
}
