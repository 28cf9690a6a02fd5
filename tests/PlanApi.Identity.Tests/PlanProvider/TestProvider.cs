using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PlanApi.Identity.Tests.PlanProvider;

/// <summary>An OpenID Connect provider at a port of its own, whose sign-in page lets in at once whoever the test says.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "plan-api";
    public const string ClientSecret = "a secret of two";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = new();

    public TestProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Address,
            authorization_endpoint = $"{Address}/authorize",
            token_endpoint = $"{Address}/token",
            userinfo_endpoint = $"{Address}/userinfo",
            jwks_uri = $"{Address}/jwks",
        }));
        _app.MapGet("/jwks", () => Results.Json(new { keys = new[] { PublicKey() } }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)Token);
        _app.MapGet("/userinfo", () => Results.Json(Claims));
    }

    public string Address => _app.Urls.First();

    /// <summary>Of the person who signs in next; <c>sub</c> is of the ID token too.</summary>
    public Dictionary<string, object> Claims { get; set; } = [];

    /// <summary>Whether the person turns back.</summary>
    public bool Denies { get; set; }

    /// <summary>The newest authorization request.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    public Task Start() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpRequest request)
    {
        Asked = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (Asked["nonce"], Asked["code_challenge"]);
        return Results.Redirect(QueryHelpers.AddQueryString(Asked["redirect_uri"], new Dictionary<string, string?>
        {
            ["state"] = Asked["state"],
            [Denies ? "error" : "code"] = Denies ? "access_denied" : code,
        }));
    }

    private async Task<IResult> Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || asked.Challenge != challenge || form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var idToken = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = ClientId,
            // The member number is told by the user info alone, as many providers do.
            Claims = new Dictionary<string, object> { ["sub"] = Claims["sub"], ["nonce"] = asked.Nonce },
            SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "for-the-user-info", token_type = "Bearer", expires_in = 300, id_token = idToken });
    }

    private JsonElement PublicKey()
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.SerializeToElement(new { kty = "RSA", use = "sig", kid = "test", alg = "RS256", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) });
    }
}
