namespace FilmBlog.Core.Imaging;

/// <summary>
/// Seven flat colours that belong together, tuned in oklch to stand on warm paper and in a dark room alike: fields of small chroma a
/// step of lightness apart, so that whatever lies under the lettering keeps 4.5:1 to ink and quiet.
/// </summary>
public sealed record Palette
{
    private readonly string[] colours;

    private Palette(string name, params string[] colours)
    {
        Name = name;
        this.colours = colours;
    }

    /// <summary>A film stock, a pigment or a time of day.</summary>
    public string Name { get; }

    /// <summary>The colour of a tone as "#rrggbb".</summary>
    /// <param name="tone">Any tone.</param>
    public string this[Tone tone] => colours[(int)tone];

    // In the order of Tone: ground, shade, tint, figure, accent, ink, quiet. Seven dark sheets, then six light ones.
    internal static Palette Moss { get; } = new("moss", "#3b432d", "#27301e", "#52573d", "#cac796", "#cc8730", "#f4f0e1", "#d7d6bc");
    internal static Palette Sepia { get; } = new("sepia", "#513a27", "#3b2618", "#684e34", "#e0c79b", "#c66843", "#f6f0e1", "#e3d6be");
    internal static Palette Slate { get; } = new("slate", "#384a5a", "#233241", "#465a68", "#c6d8df", "#d47452", "#ebf3f7", "#ccdce4");
    internal static Palette Oxblood { get; } = new("oxblood", "#5d1f21", "#3e1114", "#792f2b", "#e3c4aa", "#d19e47", "#f8eee4", "#e8d1bf");
    internal static Palette Night { get; } = new("night", "#20273b", "#111626", "#2f3c54", "#dcd4bb", "#d78f4c", "#f2f0e7", "#c4cadb");
    internal static Palette Pine { get; } = new("pine", "#1e4644", "#0d3030", "#2f5c57", "#d7d2b1", "#df784e", "#f0f3e8", "#c5ded4");
    internal static Palette Plum { get; } = new("plum", "#4c2e42", "#341c2d", "#653f55", "#e5c8b1", "#da827b", "#f9ede7", "#e5ceda");
    internal static Palette Silver { get; } = new("silver", "#c9c7c3", "#b1afaa", "#dcdbd7", "#2a2620", "#a43c33", "#181611", "#3b3731");
    internal static Palette Ochre { get; } = new("ochre", "#dbb46d", "#ca9b54", "#e7cb8a", "#4f2b1a", "#a43d29", "#28160b", "#472b1b");
    internal static Palette Linen { get; } = new("linen", "#e0d5ba", "#ccbc9e", "#ebe4d0", "#533a23", "#b75830", "#2a1c10", "#4c3926");
    internal static Palette Fog { get; } = new("fog", "#b4c8d0", "#9ab0bc", "#cbdbe0", "#223a51", "#be5737", "#101c28", "#263a4b");
    internal static Palette Clay { get; } = new("clay", "#d69476", "#c47e64", "#e1ae8d", "#46221e", "#f8ecd3", "#200e0c", "#331813");
    internal static Palette Jade { get; } = new("jade", "#a1c0ae", "#85aa98", "#bbd3c3", "#123830", "#b94739", "#0b1c18", "#19342d");

    /// <summary>Every palette there is.</summary>
    public static IReadOnlyList<Palette> All { get; } =
        [Moss, Sepia, Slate, Oxblood, Night, Pine, Plum, Silver, Ochre, Linen, Fog, Clay, Jade];

    /// <summary>
    /// The palette of a film: what its countries, its decade and its motif suggest, and chance among them, so that a national cinema has
    /// its colours and yet is not all of one.
    /// </summary>
    internal static Palette Of(TitleCardFilm film, Motif motif, ulong seed)
    {
        var countries = film.Countries.SelectMany(OfCountry).ToHashSet();
        var decade = OfDecade(film.Year);
        var mood = OfMotif(motif);
        return All.MaxBy(palette =>
            (countries.Contains(palette) ? 0.8 : 0)
            + (decade.Contains(palette) ? 0.45 : 0)
            + (mood.Contains(palette) ? 0.5 : 0)
            + Chance.Fraction(seed, palette.Name))!;
    }

    private static Palette[] OfMotif(Motif motif) => motif switch
    {
        Motif.Waves or Motif.Rain => [Pine, Slate, Night, Fog],
        Motif.Planet or Motif.Crescent or Motif.Searchlights => [Night, Plum, Slate, Silver],
        Motif.City or Motif.Stairs => [Silver, Clay, Night, Ochre],
        Motif.Tree or Motif.Road or Motif.Doorway => [Moss, Linen, Ochre, Sepia],
        Motif.Leaves or Motif.Horizon => [Ochre, Clay, Sepia, Moss],
        Motif.Candle or Motif.Curtain or Motif.Projector => [Oxblood, Night, Plum, Sepia],
        Motif.Window or Motif.Kite => [Fog, Jade, Linen, Slate],
        _ => [Silver, Linen, Jade, Moss],
    };

    private static Palette[] OfDecade(int year) => year switch
    {
        <= 0 => [],
        < 1930 => [Silver, Sepia, Linen],
        < 1950 => [Silver, Night, Fog],
        < 1960 => [Silver, Fog, Slate, Jade],
        < 1970 => [Slate, Linen, Silver, Pine],
        < 1980 => [Moss, Ochre, Clay, Pine],
        < 1990 => [Night, Oxblood, Slate, Plum],
        < 2000 => [Plum, Clay, Pine, Ochre],
        < 2010 => [Night, Oxblood, Jade, Pine],
        < 2020 => [Fog, Clay, Night, Plum],
        _ => [Jade, Linen, Plum, Slate],
    };

    private static Palette[] OfCountry(string country) => country.Trim().ToUpperInvariant() switch
    {
        "SOVIET UNION" or "USSR" or "RUSSIA" or "UKRAINE" or "GEORGIA" or "ARMENIA" => [Moss, Sepia, Slate],
        "SWEDEN" or "DENMARK" or "NORWAY" or "FINLAND" or "ICELAND" => [Slate, Fog, Silver],
        "IRAN" or "TURKEY" or "EGYPT" or "MOROCCO" or "ALGERIA" or "ISRAEL" or "LEBANON" => [Ochre, Clay, Linen],
        "JAPAN" => [Oxblood, Linen, Fog, Jade],
        "CHINA" or "HONG KONG" or "TAIWAN" or "SOUTH KOREA" or "VIETNAM" or "THAILAND" => [Oxblood, Jade, Night],
        "INDIA" or "SRI LANKA" or "BANGLADESH" => [Ochre, Clay, Plum],
        "FRANCE" or "BELGIUM" or "SWITZERLAND" => [Fog, Pine, Linen, Plum],
        "ITALY" or "SPAIN" or "PORTUGAL" or "GREECE" => [Clay, Ochre, Jade],
        "GERMANY" or "WEST GERMANY" or "EAST GERMANY" or "AUSTRIA" => [Silver, Night, Oxblood],
        "POLAND" or "HUNGARY" or "CZECHOSLOVAKIA" or "CZECH REPUBLIC" or "CZECHIA" or "ROMANIA" or "YUGOSLAVIA" => [Silver, Sepia, Plum],
        "UNITED KINGDOM" or "UK" or "IRELAND" => [Pine, Slate, Fog],
        "UNITED STATES" or "USA" or "CANADA" or "AUSTRALIA" => [Night, Clay, Slate],
        "MEXICO" or "BRAZIL" or "ARGENTINA" or "CHILE" or "CUBA" or "COLOMBIA" or "SENEGAL" or "MALI" => [Clay, Jade, Ochre],
        _ => [],
    };
}
