using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace PlanApi.BuildingBlocks.Web.Languages;

/// <summary>
/// The languages of members' pages: English, and Spanish, which most members of US plans speak who do not speak English at home. Developers' and staff's pages are in English alone.
/// Numbers and money are written the American way in both.
/// </summary>
public static class Language
{
    /// <summary>BCP 47 tags, as in <c>lang</c> attributes.</summary>
    public const string English = "en";
    public const string Spanish = "es";

    /// <summary>What a person chose, when it was not the browser's.</summary>
    public const string Cookie = "planapi.language";

    /// <summary>Choosing one: this, a tag, and the query parameter with the path to come back to.</summary>
    public const string Path = "/language";
    public const string ReturnUrl = "returnUrl";

    /// <summary>Whose pages are in both languages: the start page, the gallery, the member portal and what apps send members to.</summary>
    private static readonly PathString[] MembersPaths = ["/apps", "/member", "/oauth", Path];

    /// <summary>Of the page that is being made.</summary>
    public static string Current => CultureInfo.CurrentUICulture.Name == Spanish ? Spanish : English;

    /// <summary>The language by that tag, or null.</summary>
    public static string? Find(string? tag) => tag is English or Spanish ? tag : null;

    /// <summary>Whether the page is one that may be had in another language.</summary>
    public static bool IsChosenAt(HttpContext http) => http.Features.Get<IRequestCultureFeature>() is not null;

    /// <summary>Where a link goes that shows the same page in another language.</summary>
    public static string PathTo(string tag, HttpRequest request) =>
        $"{Path}/{tag}{QueryString.Create(ReturnUrl, request.PathBase + request.Path + request.QueryString)}";

    /// <summary>Takes the language that was chosen, else the one the browser prefers, else English. Error pages are in it too, so this comes before them.</summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.UseWhen(
        static http => IsForMembers(http.Request.Path),
        static members => members.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(English)),
            SupportedCultures = [CultureInfo.InvariantCulture],
            SupportedUICultures = [CultureInfo.GetCultureInfo(English), CultureInfo.GetCultureInfo(Spanish)],
            RequestCultureProviders =
            [
                new CustomRequestCultureProvider(static http => Task.FromResult(Found(http.Request.Cookies[Cookie]))),
                new CustomRequestCultureProvider(static http => Task.FromResult(Found(Preferred(http.Request)))),
            ],
        }));

    private static bool IsForMembers(PathString path) => path == "/" || MembersPaths.Any(p => path.StartsWithSegments(p));

    // Not by the framework's own provider: it finds "en" for "en-US" in the system's data of cultures alone.
    private static string? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(a => a.Quality ?? 1)
        .Select(a => Find(a.Value.ToString().Split('-')[0].ToLowerInvariant()))
        .FirstOrDefault(tag => tag is not null);

    private static ProviderCultureResult? Found(string? tag) => Find(tag) is null ? null : new ProviderCultureResult("", tag);
}
