using System.Text.RegularExpressions;
using FastEndpoints;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Forms;

/// <summary>Every form of the product, by its route pattern: read from the host, so that a new one is in it by itself.</summary>
internal static class FormRoutes
{
    /// <summary>Everything that takes a POST.</summary>
    public static IReadOnlyList<string> Posts(PlanApiHost host) => [.. PostsOf(host).Select(PatternOf).Distinct()];

    /// <summary>Posts of HTML forms, which carry the antiforgery token.</summary>
    public static IReadOnlyList<string> Forms(PlanApiHost host) => [.. FormsOf(host).Select(PatternOf).Distinct()];

    /// <summary>Forms that read anything of what is posted; the rest are buttons.</summary>
    public static IReadOnlyList<string> WithFields(PlanApiHost host) =>
        [.. FormsOf(host).Where(e => e.Metadata.GetMetadata<EndpointDefinition>()!.ReqDtoType != typeof(EmptyRequest)).Select(PatternOf).Distinct()];

    /// <summary>An address of the form's, of nothing that is there.</summary>
    public static string Example(string pattern) => Regex.Replace(pattern, @"\{[^}]+\}", "some-id", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>The form that an address posts to.</summary>
    public static string PatternAt(PlanApiHost host, string path) => Forms(host).Where(p => Fits(p, path)).OrderBy(p => p.Count(c => c == '{')).First();

    private static IEnumerable<RouteEndpoint> PostsOf(PlanApiHost host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true);

    private static IEnumerable<RouteEndpoint> FormsOf(PlanApiHost host) => PostsOf(host).Where(e => e.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true });

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static bool Fits(string pattern, string path) =>
        pattern.Split('/') is var parts && path.Split('/') is var given && parts.Length == given.Length && parts.Zip(given).All(p => p.First.StartsWith('{') || p.First == p.Second);
}
