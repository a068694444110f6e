namespace FilmBlog.Web.Navigation;

/// <summary>The colour scheme that a visitor chose, if one did.</summary>
internal static class ColourScheme
{
    public const string Cookie = "scheme";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>One of the two; null for everything else.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] switch
    {
        Light => Light,
        Dark => Dark,
        _ => null,
    };
}
