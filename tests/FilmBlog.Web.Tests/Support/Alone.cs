namespace FilmBlog.Web.Tests.Support;

/// <summary>Tests that watch what the whole process does, and run by themselves.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
