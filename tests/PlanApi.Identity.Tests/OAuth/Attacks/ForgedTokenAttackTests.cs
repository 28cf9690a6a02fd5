using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Identity.Tests.OAuth.Attacks;

/// <summary>Tokens made by someone else, with every trick about algorithms and keys that JWT libraries have fallen for.</summary>
public sealed class ForgedTokenAttackTests(OAuthHost host) : IClassFixture<OAuthHost>
{
    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("none, with the signature of the true one")]
    [InlineData("HS256 by the public key's modulus")]
    [InlineData("HS256 by the public key's PEM")]
    [InlineData("HS256 by the published key set")]
    [InlineData("HS256 by an empty key")]
    [InlineData("RS256 by another key")]
    [InlineData("RS256 by another key in the header")]
    [InlineData("RS256 by another key at an address in the header")]
    [InlineData("RS256 by another key without a kid")]
    [InlineData("RS256 by another key of a kid that is a path")]
    [InlineData("PS256 by another key")]
    public async Task A_forged_access_token_opens_no_door(string how)
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser));
        (await host.Fhir("/fhir/Patient", tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);

        var forged = await Forge(how, tokens.AccessToken);

        (await host.Validate(forged, sandbox: false)).ShouldBeNull();
        (await host.Fhir("/fhir/Patient", forged)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.UserInfo(forged)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Introspect(forged))["active"].ShouldBe("False");
    }

    [Fact]
    public async Task No_other_token_is_taken_for_an_access_token()
    {
        var client = new AppClient(host, host.Apps.Add("org-1", confidential: true), sandbox: false);
        var member = await host.MemberOf(("patient-1", "self"));
        var code = await client.Code(member.Browser);
        var tokens = await client.Redeem(await client.Code(member.Browser));

        foreach (var other in new[] { code, tokens.RefreshToken, tokens.IdToken })
        {
            (await host.Fhir("/fhir/Patient", other)).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await client.UserInfo(other)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await client.Refresh(tokens.AccessToken)).ShouldFail("invalid_grant");
        (await client.Refresh(code)).ShouldFail("invalid_grant");
        (await client.Redeem(tokens.RefreshToken)).ShouldFail("invalid_grant");
    }

    private async Task<string> Forge(string how, string token)
    {
        var jwks = await host.CreateClient().GetStringAsync("/oauth/jwks");
        var published = JsonNode.Parse(jwks)!["keys"]![0]!;
        using var own = RSA.Create(2048);
        using var known = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)published["n"]!), Exponent = Base64Url.DecodeFromChars((string)published["e"]!) });
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!.AsObject();
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();
        claims["patient"] = "patient-2";
        header["alg"] = how.Split(' ', ',')[0];
        Action change = how switch
        {
            "RS256 by another key in the header" => () => header["jwk"] = JsonNode.Parse(JsonSerializer.Serialize(new
            {
                kty = "RSA",
                n = Base64Url.EncodeToString(own.ExportParameters(false).Modulus),
                e = Base64Url.EncodeToString(own.ExportParameters(false).Exponent),
            })),
            "RS256 by another key at an address in the header" => () => (header["jku"], header["x5u"]) = ("https://evil.example/jwks", "https://evil.example/cert"),
            "RS256 by another key without a kid" => () => header.Remove("kid"),
            "RS256 by another key of a kid that is a path" => () => header["kid"] = "../../../dev/null",
            _ => () => { }
            ,
        };
        change();
        var text = $"{Part(header)}.{Part(claims)}";
        var data = Encoding.ASCII.GetBytes(text);
        var signature = how switch
        {
            "none, with the signature of the true one" => token.Split('.')[2],
            "none" or "None" => "",
            "HS256 by the public key's modulus" => Hmac(Base64Url.DecodeFromChars((string)published["n"]!)),
            "HS256 by the public key's PEM" => Hmac(Encoding.ASCII.GetBytes(known.ExportSubjectPublicKeyInfoPem())),
            "HS256 by the published key set" => Hmac(Encoding.UTF8.GetBytes(jwks)),
            "HS256 by an empty key" => Hmac([]),
            _ => Base64Url.EncodeToString(own.SignData(data, HashAlgorithmName.SHA256, how.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)),
        };
        return $"{text}.{signature}";

        string Hmac(byte[] key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, data));
    }

    private static string Part(JsonObject content) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content.ToJsonString()));
}
