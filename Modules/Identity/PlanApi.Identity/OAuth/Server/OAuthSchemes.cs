using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PlanApi.Identity.OAuth.Branches;

namespace PlanApi.Identity.OAuth.Server;

/// <summary>
/// OpenIddict looks at every request of the host to see whether it is one of its own. FHIR requests and pages never are, and need not pay for
/// that: only the addresses of the authorization servers are shown to it.
/// </summary>
internal sealed class OAuthSchemes(IOptions<AuthenticationOptions> options, IHttpContextAccessor http) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        http.HttpContext is { } context && OAuthPaths.IsEndpoint(context.Request.Path)
            ? base.GetRequestHandlerSchemesAsync()
            : Task.FromResult<IEnumerable<AuthenticationScheme>>([]);
}
