using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace PlanApi.Journeys.Tests.Sheet;

/// <summary>The host's own list of what a browser can ask for, so that no page is forgotten.</summary>
internal sealed class Routes(EndpointDataSource endpoints)
{
    /// <summary>What is no page of its own, and why.</summary>
    private static readonly IReadOnlyDictionary<string, string> NotPages = new Dictionary<string, string>
    {
        ["/_test_url_cache_"] = "a test door of the framework, closed here",
        ["/health/live"] = "for machines",
        ["/health/ready"] = "for machines",
        ["/apps.json"] = "for machines",
        ["/review/reports/{what}/{year}"] = "a download",
        ["/member/activity/download"] = "a download",
        ["/member/data/download"] = "a download",
        ["/docs/samples/{file}"] = "a download",
        ["/language/{language}"] = "leads back to where one was",
        ["/member/sign-in/plan"] = "leads to the plan's own provider",
        ["/member/sign-in/plan/done"] = "leads on from there",
        ["/review/sign-in/authenticator"] = "only where the plan requires it of its staff; the steps are those of /review/account/second-factor",
        ["/member/sign-in/code"] = "the page of /sandbox/sign-in/code",
        ["/review/sign-in/code"] = "the page of /sandbox/sign-in/code",
        ["/member/account/passkeys/{passkey}/remove"] = "the page of /sandbox/account/passkeys/{passkey}/remove",
        ["/review/account/passkeys/{passkey}/remove"] = "the page of /sandbox/account/passkeys/{passkey}/remove",
        ["/sandbox/logos/{appId}-{hash}/{file}"] = "a picture",
        ["/apps/logos/{id}/{file}"] = "a picture",
        ["/member/continue/{id}"] = "the page of /sandbox/continue/{id}",
        ["/review/continue/{id}"] = "the page of /sandbox/continue/{id}",
    };

    /// <summary>Protocols, whose replies are for apps.</summary>
    private static readonly string[] Protocols = ["/fhir", "/oauth/", "/sandbox/fhir", "/sandbox/oauth/", "/.well-known", "/sandbox/.well-known"];
    private static readonly string[] PagesAmongThem = ["/oauth/consent/{id}", "/oauth/consent/{id}/patient"];

    private readonly RouteEndpoint[] _pages = [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsPage).OrderBy(e => e.RoutePattern.InboundPrecedence)];

    /// <summary>The routes of pages to which none of these addresses belongs.</summary>
    public IReadOnlyList<string> NotAmong(IEnumerable<string> addresses)
    {
        var seen = addresses.Select(a => _pages.FirstOrDefault(p => Matches(p.RoutePattern, a.Split('?')[0]))).ToHashSet();
        return [.. _pages.Where(p => !seen.Contains(p)).Select(Route).Distinct()];
    }

    private static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        && !NotPages.ContainsKey(Route(endpoint))
        && (PagesAmongThem.Contains(Route(endpoint)) || !Protocols.Any(p => Route(endpoint).StartsWith(p, StringComparison.Ordinal)));

    private static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static bool Matches(RoutePattern pattern, string path) => new TemplateMatcher(new RouteTemplate(pattern), new()).TryMatch(path, new());
}
