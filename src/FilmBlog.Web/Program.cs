using FilmBlog.Web;
using FilmBlog.Web.Commands;

return CommandLine.NamesVerb(args)
    ? await CommandLine.RunAsync(args)
    : await FilmBlogSite.ServeAsync(args);
