namespace FilmBlog.Core.Imaging;

/// <summary>
/// Draws the motifs. Each is a few flat shapes with one eye-catcher in figure or accent; chance moves it, sizes it, counts it. Figure
/// and accent stay inside the scene's free area or are covered by a field before they leave it.
/// </summary>
internal static partial class Motifs
{
    public static void Draw(Motif motif, Scene scene)
    {
        Action<Scene> draw = motif switch
        {
            Motif.Mirror => Mirror,
            Motif.Doorway => Doorway,
            Motif.Rain => Rain,
            Motif.Rings => Rings,
            Motif.Faces => Faces,
            Motif.Candle => Candle,
            Motif.Tree => Tree,
            Motif.Waves => Waves,
            Motif.City => City,
            Motif.Road => Road,
            Motif.Leaves => Leaves,
            Motif.Window => Window,
            Motif.Planet => Planet,
            Motif.Projector => Projector,
            Motif.Stairs => Stairs,
            Motif.Searchlights => Searchlights,
            Motif.Curtain => Curtain,
            Motif.Kite => Kite,
            Motif.Crescent => Crescent,
            _ => Horizon,
        };
        draw(scene);
    }
}
