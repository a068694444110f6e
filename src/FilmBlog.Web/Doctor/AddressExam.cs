namespace FilmBlog.Web.Doctor;

/// <summary>How readers come to the site, by its settings: the public address, and who does TLS.</summary>
internal static class AddressExam
{
    // Where requests of a container's neighbours come from, which are loopback to nobody.
    private const string InContainer = "In a container, a proxy on the host comes from the gateway of the container's network, such as 172.17.0.1, not from loopback.";

    public static IEnumerable<Finding> Examine(SetUpUnderExam setUp)
    {
        if (string.IsNullOrEmpty(setUp.Site.BaseUrl))
        {
            return [Finding.Note("FilmBlog:BaseUrl is not set: the site answers on this machine only. In public it must be its address, such as https://films.example.")];
        }

        // One that is no address is said among the settings.
        return setUp.PublicAddress is { } address ? [Public(setUp.Site.BaseUrl, address), .. Listening(setUp, address)] : [];
    }

    private static Finding Public(string baseUrl, Uri address) => address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback
        ? Finding.Wrong($"FilmBlog:BaseUrl is {baseUrl}: passwords and sessions would go over the network in clear. Put a proxy with TLS before the site, and set it to https.")
        : Finding.Ok($"Readers come by {baseUrl}.");

    private static IEnumerable<Finding> Listening(SetUpUnderExam setUp, Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttps && setUp.Addresses.All(a => !a.IsOverTls))
        {
            return [setUp.ListensInPublic && !setUp.NamesProxies
                ? Finding.Wrong("The site listens to other machines without TLS, and FilmBlog:TrustedProxies is not set: a proxy elsewhere is not believed, so that all readers have its address and share its limits, and http is not led to https. "
                    + $"Name the proxy's address, or listen on loopback only. {InContainer}")
                : Finding.Ok("TLS is left to a proxy: " + (setUp.NamesProxies ? $"believed are loopback and {setUp.Site.TrustedProxies}." : "one on this machine is believed."))];
        }

        return setUp.ListensInPublic && setUp.Addresses.Any(a => !a.IsOverTls)
            ? [Finding.Note($"The site listens to other machines without TLS. Behind a proxy on this machine let it listen on loopback only. {InContainer}")]
            : [];
    }
}
