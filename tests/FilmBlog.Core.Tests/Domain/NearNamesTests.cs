using FilmBlog.Core.Domain;

namespace FilmBlog.Core.Tests.Domain;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("memories", "memory")]
    [InlineData("dreams", "Dream")]
    [InlineData("churches", "church")]
    [InlineData("movies", "movie")]
    [InlineData("children", "child")]
    [InlineData("dreaming", "dream")]
    [InlineData("film-noir", "Film Noir")]
    [InlineData("neo realism", "neorealism")]
    [InlineData("Agnès Varda", "Agnes Varda")]
    [InlineData("Andrey Tarkovsky", "Andrei Tarkovsky")]
    [InlineData("Andrej Tarkovskij", "Andrei Tarkovsky")]
    [InlineData("Андрей Тарковский", "Andrei Tarkovsky")]
    [InlineData("A. Tarkovsky", "Andrei Tarkovsky")]
    [InlineData("Wong Kar-wai", "Kar-Wai Wong")]
    [InlineData("Francis Coppola", "Francis Ford Coppola")]
    [InlineData("Akira Kruosawa", "Akira Kurosawa")]
    [InlineData("Robert O'Brien", "Robert OBrien")]
    public void What_may_mean_the_same_is_near_whichever_is_asked_about(string one, string other)
    {
        Assert.Equal([other], NearNames.Of(one, [other]));
        Assert.Equal([one], NearNames.Of(other, [one]));
    }

    [Theory]
    [InlineData("memory", "Memory")]
    [InlineData("memory", "time")]
    [InlineData("motherhood", "fatherhood")]
    [InlineData("motherhood", "brotherhood")]
    [InlineData("faith", "fate")]
    [InlineData("love", "loss")]
    [InlineData("war", "wars and peace")]
    [InlineData("the 1960s", "the 1970s")]
    [InlineData("Ridley Scott", "Tony Scott")]
    [InlineData("Joel Coen", "Ethan Coen")]
    [InlineData("Lana Wachowski", "Lilly Wachowski")]
    [InlineData("Jean-Pierre Dardenne", "Luc Dardenne")]
    [InlineData("黒澤明", "小津安二郎")]
    [InlineData("", "memory")]
    [InlineData("—", "!")]
    public void What_is_the_same_name_or_another_one_is_not_near(string one, string other)
    {
        Assert.Empty(NearNames.Of(one, [other]));
        Assert.Empty(NearNames.Of(other, [one]));
    }

    [Fact]
    public void The_nearest_comes_first() =>
        Assert.Equal(["dreams", "dreamt", "dreaming"], NearNames.Of("dream", ["dreaming", "dreamt", "faith", "dreams"]));
}
