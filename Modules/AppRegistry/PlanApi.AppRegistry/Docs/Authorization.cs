using FastEndpoints;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.AppRegistry.Docs;

/// <summary>Where one of the two authorization servers is.</summary>
public sealed record ServerView(string Name, string FhirBase, string Issuer, IReadOnlyList<EndpointView> Endpoints);

public sealed record EndpointView(string Name, string Address);

public sealed record ScopeView(string Scope, string Meaning);

public sealed record AuthorizationView(IReadOnlyList<ServerView> Servers, IReadOnlyList<ScopeView> Scopes, IReadOnlyList<ScopeView> Parts, int TokenMinutes);

/// <summary>How an application gets tokens, and what they open.</summary>
internal static class Authorization
{
    private static readonly (string Name, string Path)[] Endpoints =
    [
        ("Authorization", "/oauth/authorize"), ("Token", "/oauth/token"), ("Introspection", "/oauth/introspect"), ("Revocation", "/oauth/revoke"), ("User info", "/oauth/userinfo"), ("Keys", "/oauth/jwks"),
    ];

    public sealed class Show(PlanApiSettings settings) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.Authorization);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<AuthorizationPage, AuthorizationView>(new(
            [Server("Sandbox", "/sandbox", PatientAccessPaths.SandboxFhir), Server("Production", "", PatientAccessPaths.Fhir)],
            [.. ScopeSet.Supported.Select(s => new ScopeView(s.Text, s.Describe()))],
            [.. ScopePart.All.Select(p => new ScopeView($"patient/{p.ResourceType}.rs{p.Restriction}", p.Words))],
            (int)settings.AccessTokenLifetime.TotalMinutes)));

        private ServerView Server(string name, string prefix, string fhir) => new(
            name, settings.UrlOf(fhir), settings.UrlOf(prefix), [.. Endpoints.Select(e => new EndpointView(e.Name, settings.UrlOf(prefix + e.Path)))]);
    }
}
