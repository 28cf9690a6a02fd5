using System.Net;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.SignIn;

/// <summary>These advance the clock, so they have a host of their own.</summary>
public sealed class ClockedSignInTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task Five_wrong_passwords_lock_the_address_for_fifteen_minutes_even_for_the_right_one()
    {
        var account = await host.Make(Realm.Member);
        for (var i = 0; i < 5; i++)
        {
            (await host.Browser().SignIn(Realm.Member, account.Email, TestAccounts.WrongPassword)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        var locked = await host.Browser().SignIn(Realm.Member, account.Email);
        locked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.Accounts().VerifyPassword(account.AccountId, TestAccounts.Password, default)).ShouldBeFalse();

        host.Clock.Advance(TimeSpan.FromMinutes(16));
        (await host.Browser().SignIn(Realm.Member, account.Email)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Four_wrong_passwords_are_forgotten_after_a_right_one()
    {
        var account = await host.Make(Realm.Member);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                await host.Browser().SignIn(Realm.Member, account.Email, TestAccounts.WrongPassword);
            }

            (await host.Browser().SignIn(Realm.Member, account.Email)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task Guesses_sent_at_the_same_moment_get_no_more_tries_than_guesses_in_a_row()
    {
        var account = await host.Make(Realm.Vendor);
        var check = host.Services.GetService(typeof(Identity.Accounts.Attempts)).ShouldBeOfType<Identity.Accounts.Attempts>();

        var allowed = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => check.TryCount(account.Email, default)));

        allowed.Count(a => a).ShouldBe(5);
    }

    [Fact]
    public async Task An_unknown_address_is_locked_like_a_known_one()
    {
        var address = TestAccounts.NewAddress();
        for (var i = 0; i < 5; i++)
        {
            await host.Browser().SignIn(Realm.Member, address, TestAccounts.WrongPassword);
        }

        await host.Make(Realm.Member, address);

        (await host.Browser().SignIn(Realm.Member, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_lock_in_one_realm_leaves_the_other_open()
    {
        var address = TestAccounts.NewAddress();
        await host.Make(Realm.Member, address);
        await host.Make(Realm.Vendor, address);
        for (var i = 0; i < 6; i++)
        {
            await host.Browser().SignIn(Realm.Member, address, TestAccounts.WrongPassword);
        }

        (await host.Browser().SignIn(Realm.Vendor, address)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours()
    {
        var browser = await host.SignedIn(await host.Make(Realm.Member));
        host.Clock.Advance(TimeSpan.FromHours(11.5));
        (await browser.Opens(Realm.Member)).ShouldBeTrue();

        host.Clock.Advance(TimeSpan.FromHours(1));

        (await browser.Opens(Realm.Member)).ShouldBeFalse();
    }
}
