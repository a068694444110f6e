namespace FilmBlog.Web.Mail;

/// <summary>A letter of plain text.</summary>
public sealed record Letter(string Name, string Address, string Subject, string Text);
