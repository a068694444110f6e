namespace FilmBlog.Web.Tests.Support;

/// <summary>Texts that break what is typed together instead of written by a writer.</summary>
internal static class Hostile
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "Quotes \" and ' and ` and &quot; together",
        "</script><script>alert(1)</script> said twice",
        "Ends ]]> here and <![CDATA[ begins",
        "<!-- a comment --> and <b>bold</b> words",
        "Emoji 🎬👩‍👩‍👧‍👦🏳️‍🌈 in a row of words",
        "Right \u200Fto\u200E left \u061Cmarks in between",
        "خانه‌ی دوست کجاست؟ همان جا، پشت درخت",
        "Кин-дза-дза! и другие «слова» в кавычках",
        "Backslash \\u003c and %3Cscript%3E and {{braces}}",
        string.Join(' ', Enumerable.Repeat("three-hundred", 21))[..290],
    ];

    public static TheoryData<string> All => [.. Texts];

    /// <summary>As much of a text as a name may have.</summary>
    public static string Name(string text) => text.Length <= 140 ? text : text[..140].TrimEnd();
}
