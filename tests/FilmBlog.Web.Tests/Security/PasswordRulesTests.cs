using FilmBlog.Web.Security;
using FilmBlog.Web.Tests.Support;

namespace FilmBlog.Web.Tests.Security;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("a long walk home in the rain")]
    [InlineData("correct horse battery staple")]
    [InlineData("зеркало и дождь")]
    [InlineData("雨の中を歩いて家に帰る夜の道")]
    [InlineData("x7!Qp2#vL9$k")]
    [InlineData("      a      b      c      d      e ")]
    [InlineData("🎬🎥🎞🍿📽🎟🎭🎫📺🎦🎤🎧")]
    public void Any_characters_are_taken(string password) => Assert.Null(PasswordRules.WrongWith(password, "Ada Lovelace", "ada@example.org", "Zerkalo"));

    [Theory]
    [InlineData("eleven char")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklm")]
    [InlineData("rainrainrainrain")]
    [InlineData("Password1234")]
    [InlineData("qwerty123456")]
    [InlineData("sunshine2024!")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("adalovelace1")]
    [InlineData("Zerkalo-2026")]
    [InlineData("my example.org")]
    public void What_is_easily_guessed_is_refused(string password) => Assert.NotNull(PasswordRules.WrongWith(password, "Ada Lovelace", "ada@example.org", "Zerkalo"));

    [Fact]
    public void The_commonest_that_are_long_enough_are_all_refused()
    {
        var commonest = File.ReadAllLines(Path.Combine(Repository.Root, "src", "FilmBlog.Web", "Security", "common-long-passwords.txt"));

        Assert.InRange(commonest.Length, 3000, 10_000);
        Assert.All(commonest, password => Assert.NotNull(PasswordRules.WrongWith(password)));
    }

    [Fact]
    public void What_holds_no_character_is_refused()
    {
        string[] passwords = ["a long walk home\uFFFE in the rain", "a long walk home\uD83C in the rain", "a long walk home\uFDD0 in the rain", "a long walk home\uFFFD in the rain"];

        Assert.All(passwords, password => Assert.Contains("no character at all", PasswordRules.WrongWith(password), StringComparison.Ordinal));
    }

    [Fact]
    public void From_12_to_256_characters()
    {
        var text = Secret.OfBits(1024);
        Assert.Null(PasswordRules.WrongWith(text[..256]));
        Assert.NotNull(PasswordRules.WrongWith(text + "x"));
    }
}
