using System.Security.Cryptography;
using FilmBlog.Core.Catalogue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace FilmBlog.Web.Caching;

/// <summary>
/// What lets a browser or a cache between ask whether it still has the right answer: a strong entity tag made of the bytes that are sent, so that
/// each encoding has its own, and since when the site is as it is. An answer that is known already is not sent again.
/// </summary>
internal static class Validators
{
    private const int TagBytes = 16;

    /// <summary>Gives validators to all pages that are public, and to endpoints that ask for them by <see cref="ValidatedAttribute"/>. Stands outside of the compression.</summary>
    public static void UseValidators(this WebApplication app)
    {
        var catalogue = app.Services.GetRequiredService<ReviewCatalogue>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            if (!HasValidators(context))
            {
                await next(context);
                return;
            }

            var answer = context.Response;
            var connection = answer.Body;
            using var bytes = new MemoryStream();
            answer.Body = bytes;
            var changedAt = catalogue.ChangedAt;
            try
            {
                await next(context);
            }
            finally
            {
                answer.Body = connection;
            }

            if (bytes.Length == 0)
            {
                // A redirect, or a status for which the page of errors is yet to be made.
                return;
            }

            if (answer.StatusCode == StatusCodes.Status200OK && answer.GetTypedHeaders().CacheControl is { Public: true })
            {
                answer.Headers.ETag = TagOf(bytes);
                // What changed within this second may change again within it: then there is no saying since when.
                if (clock.GetUtcNow() - changedAt >= TimeSpan.FromSeconds(1))
                {
                    answer.GetTypedHeaders().LastModified = changedAt;
                }

                if (IsKnown(context))
                {
                    answer.StatusCode = StatusCodes.Status304NotModified;
                    answer.Headers.ContentType = default;
                    answer.Headers.ContentEncoding = default;
                    return;
                }
            }

            answer.ContentLength = bytes.Length;
            bytes.Position = 0;
            await bytes.CopyToAsync(connection, context.RequestAborted);
        });
    }

    /// <summary>Whether who asks has what the answer's own validators say already.</summary>
    public static bool IsKnown(HttpContext context)
    {
        var (asked, answer) = (context.Request.GetTypedHeaders(), context.Response.GetTypedHeaders());
        if (asked.IfNoneMatch is { Count: > 0 } known)
        {
            return answer.ETag is { } tag && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));
        }

        // Headers know whole seconds.
        return asked.IfModifiedSince is { } since && answer.LastModified is { } changed && changed.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }

    private static string TagOf(MemoryStream bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), hash);
        return $"\"{Convert.ToHexStringLower(hash[..TagBytes])}\"";
    }

    private static bool HasValidators(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<PageInTheMaking>() is null
        && context.User.Identity is not { IsAuthenticated: true }
        && context.GetEndpoint()?.Metadata is { } endpoint
        && (endpoint.GetMetadata<ValidatedAttribute>() is not null
            || (endpoint.GetMetadata<PageActionDescriptor>() is not null && endpoint.GetMetadata<IAllowAnonymous>() is not null));
}

/// <summary>Marks an endpoint whose answers are short and get validators of their bytes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ValidatedAttribute : Attribute;
