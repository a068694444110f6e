namespace FilmBlog.Web.Caching;

/// <summary>
/// Marks a page that is the same for all readers, so that it is kept whole: see <see cref="PageCache"/>. It names all of a query that the page
/// looks at; whatever else stands in an address makes no page of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CachedAttribute(params string[] variesBy) : Attribute
{
    /// <summary>The names of the query, in the order in which they tell pages apart.</summary>
    public IReadOnlyList<string> VariesBy { get; } = variesBy;
}
