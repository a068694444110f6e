namespace FilmBlog.Core.Imaging;

/// <summary>The picture on a card, each a handful of cut-out shapes.</summary>
public enum Motif
{
    /// <summary>A sun on the line between land and sky.</summary>
    Horizon,

    /// <summary>A disc cut in two, its halves out of step.</summary>
    Mirror,

    /// <summary>A frame within frames, and somebody in it.</summary>
    Doorway,

    /// <summary>Slanting rain and an umbrella.</summary>
    Rain,

    /// <summary>Concentric rings and one hand.</summary>
    Rings,

    /// <summary>Two faces, one over the other.</summary>
    Faces,

    /// <summary>A flame in its halo.</summary>
    Candle,

    /// <summary>A bare tree on a hill.</summary>
    Tree,

    /// <summary>Waves under a moon.</summary>
    Waves,

    /// <summary>Houses with a few lit windows.</summary>
    City,

    /// <summary>A road to the vanishing point.</summary>
    Road,

    /// <summary>Falling leaves.</summary>
    Leaves,

    /// <summary>A window and its light on the floor.</summary>
    Window,

    /// <summary>The limb of a planet and a small sun.</summary>
    Planet,

    /// <summary>The beam of a projector and its screen.</summary>
    Projector,

    /// <summary>Steps that lead up to a disc.</summary>
    Stairs,

    /// <summary>Searchlights over dark hills.</summary>
    Searchlights,

    /// <summary>A curtain not quite drawn.</summary>
    Curtain,

    /// <summary>A child and a kite.</summary>
    Kite,

    /// <summary>A crescent among bars of cloud.</summary>
    Crescent,
}
