using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace FilmBlog.Web.Desk;

/// <summary>What a field says of itself to those who do not see it.</summary>
internal static class FieldState
{
    /// <summary>For <c>aria-invalid</c>: <c>true</c> where what was typed is not allowed, or no attribute.</summary>
    public static string? Wrong(this ViewDataDictionary page, string field) =>
        page.ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid ? "true" : null;
}
