namespace FilmBlog.Web.Mail;

/// <summary>Letters to authors, where the settings name a server.</summary>
internal static class MailSetup
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<Postman>();
        services.AddSingleton<LostPasswords>();
        services.AddHostedService(provider => provider.GetRequiredService<LostPasswords>());
    }
}
