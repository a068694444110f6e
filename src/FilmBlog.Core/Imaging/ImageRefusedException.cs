namespace FilmBlog.Core.Imaging;

/// <summary>A picture is not one that the blog takes; the message says why in a sentence.</summary>
public sealed class ImageRefusedException(string message) : Exception(message);
