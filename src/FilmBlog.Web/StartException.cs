namespace FilmBlog.Web;

/// <summary>The program cannot start; the message says why in a sentence that is printed as it is.</summary>
internal sealed class StartException(string message) : Exception(message);
