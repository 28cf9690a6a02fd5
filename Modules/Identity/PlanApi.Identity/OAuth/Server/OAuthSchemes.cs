using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.PlanProvider;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// OpenIddict looks at every request of the host to see whether it is one of its own. FHIR requests and pages never are, and need not pay for
/// that: only the addresses of the authorization servers are shown to it, and to the client of the plan's own provider the one that it waits at.
/// </summary>
internal sealed class OAuthSchemes(IOptions<AuthenticationOptions> options, IHttpContextAccessor http) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        http.HttpContext is { } context && (OAuthPaths.IsEndpoint(context.Request.Path) || context.Request.Path == ProviderPaths.Callback)
            ? base.GetRequestHandlerSchemesAsync()
            : Task.FromResult<IEnumerable<AuthenticationScheme>>([]);
}
