using System.Security.Cryptography;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;

namespace PlanApi.Identity.Tests.OAuth;

public sealed class KeyRotationTests(OAuthHost first) : IClassFixture<OAuthHost>
{
    [Fact]
    public async Task The_store_alone_signs_nothing()
    {
        var stored = await first.Database.GetCollection<BsonDocument>("identity.keys").Find(Builders<BsonDocument>.Filter.Empty).ToListAsync();

        stored.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var key in stored)
        {
            using var rsa = RSA.Create();
            Should.Throw<CryptographicException>(() => rsa.ImportRSAPrivateKey(key["sealed"].AsByteArray, out _));
        }
    }

    [Fact]
    public async Task A_new_key_is_published_a_day_before_it_signs_and_an_old_one_for_two_days_after()
    {
        var client = new AppClient(first, first.Apps.Add("org-1", confidential: false), sandbox: false);
        var member = await first.MemberOf(("patient-1", "self"));
        var tokens = await client.Redeem(await client.Code(member.Browser));
        (await At(days: 0)).ShouldBe(("production.1", "production.1"));

        (await At(days: 91)).ShouldBe(("production.1", "production.1 production.2"));
        (await At(days: 93)).ShouldBe(("production.2", "production.1 production.2"));
        (await At(days: 95)).ShouldBe(("production.2", "production.2"));

        // Who signs, seen in the tokens that a refresh gives, and what is published.
        async Task<(string Signs, string Published)> At(int days)
        {
            await using var host = new AnotherHost(first, TimeSpan.FromDays(days));
            await host.InitializeAsync();
            tokens = await new AppClient(host, client.App, sandbox: false).Refresh(tokens.RefreshToken);
            (await host.Validate(tokens.AccessToken, sandbox: false)).ShouldNotBeNull();
            var published = JsonSerializer.Deserialize<JsonElement>(await host.CreateClient().GetStringAsync("/oauth/jwks")).GetProperty("keys").EnumerateArray();
            return (Jwt.Header(tokens.AccessToken).GetProperty("kid").GetString()!, string.Join(' ', published.Select(k => k.GetProperty("kid").GetString()).Order()));
        }
    }
}
