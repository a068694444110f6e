using FilmBlog.Core.Domain;
using FilmBlog.Core.Tests.Support;

namespace FilmBlog.Core.Tests.Domain;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Agnès Varda", "AGNÈS  varda ")]
    [InlineData("Agnès Varda", "Agne\u0300s\tVarda")]
    [InlineData("Agnès Varda", "Agnès\u00A0Varda")]
    [InlineData("Γιώργος Λάνθιμος", "ΓΙΏΡΓΟΣ ΛΆΝΘΙΜΟΣ")]
    [InlineData("Андрей Тарковский", "АНДРЕЙ ТАРКОВСКИЙ")]
    public void Spellings_that_differ_in_case_form_and_spaces_are_one_name(string one, string other) =>
        Assert.Equal(Folding.NameKey(one), Folding.NameKey(other));

    [Theory]
    [InlineData("Agnès", "Agnes")]
    [InlineData("Jüri Järvet", "Juri Jarvet")]
    [InlineData("Тарковский", "Tarkovsky")]
    [InlineData("Jean-Luc", "Jean Luc")]
    public void Spellings_that_differ_in_letters_are_two_names(string one, string other) =>
        Assert.NotEqual(Folding.NameKey(one), Folding.NameKey(other));

    [Fact]
    public void Whatever_the_text_folding_ends_and_a_second_time_changes_nothing()
    {
        var texts = new StrangeText(21);
        for (var round = 0; round < 3000; round++)
        {
            var text = texts.Any(20);
            Assert.Equal(Folding.NameKey(text), Folding.NameKey(Folding.NameKey(text)));
            Assert.Equal(Folding.NameKey(text), Folding.NameKey($" {text} "));
            Assert.Equal(Folding.Plain(text), Folding.Plain(Folding.Plain(text)));
            Assert.NotNull(Folding.Romanised(text));
        }
    }

    [Theory]
    [InlineData("The Mirror", null, "mirror")]
    [InlineData("A Man Escaped", null, "man escaped")]
    [InlineData("Le Samouraï", "fr", "samourai")]
    [InlineData("L’Avventura", "it", "avventura")]
    [InlineData("Die Ehe der Maria Braun", "de", "ehe der maria braun")]
    [InlineData("Die Hard", "en", "die hard")]
    [InlineData("Die Hard", null, "die hard")]
    [InlineData("Los olvidados", "es-MX", "olvidados")]
    [InlineData("A", null, "a")]
    [InlineData("The", null, "the")]
    [InlineData("Them!", null, "them!")]
    [InlineData("(500) Days of Summer", "en", "500) days of summer")]
    [InlineData("…And Justice", null, "and justice")]
    [InlineData("Зеркало", "ru", "зеркало")]
    [InlineData("?!", null, "?!")]
    [InlineData("", null, "")]
    public void A_title_sorts_without_its_article_in_the_language_of_the_film(string title, string? language, string key) =>
        Assert.Equal(key, SortTitle.Of(title, language));
}
