using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

/// <summary>A host that takes eight sign-in posts a minute from one address, and counts how often a password is hashed.</summary>
public sealed class LimitedHost : PlanApiHost
{
    internal CountingHasher Hasher { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("PlanApi:RateLimits:SignIn", "8");
    }

    protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<IPasswordHasher<StoredAccount>>(Hasher);
}

internal sealed class CountingHasher : IPasswordHasher<StoredAccount>
{
    private readonly PasswordHasher<StoredAccount> _inner = new();
    private int _verified;

    public int TakeCount() => Interlocked.Exchange(ref _verified, 0);

    public string HashPassword(StoredAccount user, string password) => _inner.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(StoredAccount user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verified);
        return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

public sealed class SignInLimitTests(LimitedHost host) : IClassFixture<LimitedHost>
{
    [Fact]
    public async Task One_client_address_gets_so_many_tries_a_minute_whatever_address_it_tries()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            statuses.Add((await host.Browser().SignIn(Realm.Member, TestAccounts.NewAddress())).StatusCode);
        }

        statuses.Count(s => s == HttpStatusCode.UnprocessableEntity).ShouldBeLessThanOrEqualTo(8);
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Every_kind_of_refusal_costs_one_password_hash_so_that_time_tells_nothing()
    {
        var known = await host.Make(Realm.Member);
        var disabled = await host.Make(Realm.Member);
        await host.Disable(disabled.AccountId);
        var locked = await host.Make(Realm.Member);
        var check = host.Services.GetRequiredService<PasswordCheck>();
        for (var i = 0; i < 6; i++)
        {
            await check.Check(Realm.Member, locked.Email, TestAccounts.WrongPassword, default);
        }

        await check.Check(Realm.Member, TestAccounts.NewAddress(), TestAccounts.WrongPassword, default);
        foreach (var (address, password) in new[]
        {
            (known.Email, TestAccounts.WrongPassword), (TestAccounts.NewAddress(), TestAccounts.Password), (disabled.Email, TestAccounts.Password),
            (locked.Email, TestAccounts.Password), (known.Email, new string('x', 100_000)),
        })
        {
            host.Hasher.TakeCount();
            (await check.Check(Realm.Member, address, password, default)).ShouldBeNull();
            host.Hasher.TakeCount().ShouldBe(1, address);
        }
    }
}
