using FilmBlog.Web;
using FilmBlog.Web.Commands;

// A first argument that is no option is a verb; without one, the site is served.
return args is [var verb, ..] && (!verb.StartsWith('-') || verb is "--help" or "-h" or "-?" or "--version")
    ? await CommandLine.RunAsync(args)
    : await FilmBlogSite.ServeAsync(args);
