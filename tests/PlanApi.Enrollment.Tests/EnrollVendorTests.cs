using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests;

public sealed class EnrollVendorTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task From_the_form_through_the_mail_to_a_signed_in_vendor_with_an_organization_of_its_own()
    {
        var address = Vendors.NewAddress();
        var browser = host.Browser();

        var sent = await browser.Enroll(address);
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.Open(sent.Headers.Location!.ToString())).QuerySelector("h1")!.TextContent.ShouldBe("Check your e-mail");

        var link = (await host.Mailbox.Expect(address, "Set your password")).LinkPath;
        var done = await browser.SetPassword(link);
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        done.Headers.Location!.ToString().ShouldBe("/sandbox/apps");

        var account = (await host.Services.GetRequiredService<IAccounts>().FindByEmail(Realm.Vendor, address, default)).ShouldNotBeNull();
        account.DisplayName.ShouldBe("Ada Lovelace");
        var organization = await host.Services.GetRequiredService<IVendorOrganizations>().Find(account.OrganizationId!, default);
        organization.ShouldBe(new VendorOrganization(account.OrganizationId!, "Analytical Engines, Inc.", "https://engines.example", "United States"));
    }

    [Fact]
    public async Task The_fields_stand_in_their_order_each_with_its_label()
    {
        var page = await host.Browser().Open("/enroll");

        page.QuerySelectorAll("main form [name]").Select(f => f.GetAttribute("name")).Where(n => n is not ("formId" or "__RequestVerificationToken"))
            .ShouldBe(["firstName", "lastName", "email", "phone", "jobTitle", "organizationName", "organizationWebsite", "country", "purpose", "acceptTerms"]);
        foreach (var field in page.QuerySelectorAll("main form [name]:not([type=hidden])"))
        {
            page.QuerySelector($"label[for='{field.Id}']").ShouldNotBeNull($"{field.Id} has no label");
        }
    }

    [Fact]
    public async Task An_empty_form_names_every_missing_field_beside_it_and_in_the_summary()
    {
        var browser = host.Browser();
        var response = await browser.Press(
            await browser.Open("/enroll"), "main form", [.. Enrolling.Answers("").Where(a => a.Field != "acceptTerms").Select(a => (a.Field, ""))]);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.Title!.ShouldStartWith("Error: ");
        foreach (var field in new[] { "firstName", "lastName", "email", "organizationName", "organizationWebsite", "country", "purpose", "acceptTerms" })
        {
            page.ErrorOf(field).ShouldNotBeNullOrEmpty();
            page.QuerySelector($".error-summary a[href='#{field}']").ShouldNotBeNull();
            page.GetElementById(field)!.Closest("[aria-describedby]")!.GetAttribute("aria-describedby")!.ShouldContain($"{field}-error");
        }

        page.ErrorOf("phone").ShouldBeNull();
        page.ErrorOf("jobTitle").ShouldBeNull();
    }

    [Theory]
    [InlineData("firstName", 81), InlineData("lastName", 81), InlineData("jobTitle", 101), InlineData("organizationName", 201), InlineData("purpose", 2001)]
    public async Task Too_long_is_refused(string field, int length)
    {
        var response = await host.Browser().Enroll(Vendors.NewAddress(), (field, new string('x', length)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldNotBeNull().ShouldContain("se at most");
    }

    [Theory]
    [InlineData("email", "ada"), InlineData("email", "ada@nowhere"), InlineData("email", "a b@c.example"), InlineData("email", "Ada <ada@c.example>"), InlineData("email", "ada@c.example\r\nBcc: x@y.example")]
    [InlineData("phone", "call me"), InlineData("phone", "12")]
    [InlineData("organizationWebsite", "engines.example"), InlineData("organizationWebsite", "javascript:alert(1)"), InlineData("organizationWebsite", "https://me:secret@engines.example"), InlineData("organizationWebsite", "ftp://engines.example")]
    [InlineData("country", "Atlantis"), InlineData("firstName", "Ada\r\nLovelace"), InlineData("acceptTerms", "no")]
    public async Task Malformed_is_refused_and_what_was_typed_is_kept(string field, string typed)
    {
        var response = await host.Browser().Enroll(Vendors.NewAddress(), (field, typed));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf(field).ShouldNotBeNullOrEmpty();
        page.GetElementById(field == "lastName" ? "firstName" : "lastName")!.GetAttribute("value").ShouldBe("Lovelace");
    }

    [Fact]
    public async Task Script_in_every_field_is_shown_back_as_text()
    {
        const string Script = "\"><script>alert(1)</script>";
        var browser = host.Browser();
        var response = await browser.Press(await browser.Open("/enroll"), "main form", [.. Enrolling.Answers("").Select(a => (a.Field, Script))]);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.GetElementById("firstName")!.GetAttribute("value").ShouldBe(Script);
        page.GetElementById("purpose")!.TextContent.ShouldBe(Script);
    }

    [Fact]
    public async Task Pressing_the_button_twice_enrolls_once()
    {
        var address = Vendors.NewAddress();
        var browser = host.Browser();
        var page = await browser.Open("/enroll");

        var presses = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.Press(page, "main form", Enrolling.Answers(address))));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        await host.Mailbox.Expect(address, "Set your password");
        var marker = Vendors.NewAddress();
        await host.LinkFor(marker);
        (await host.Mailbox.To(address)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_known_address_gets_the_same_reply_and_a_mail_that_says_so()
    {
        var address = Vendors.NewAddress();
        (await host.Browser().SetPassword(await host.LinkFor(address))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var again = await host.Browser().Enroll(address.ToUpperInvariant());

        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        again.Headers.Location!.ToString().ShouldBe("/enroll/sent");
        (await host.Mailbox.Expect(address, "already have")).Text.ShouldContain("/sandbox/reset-password");
    }

    [Fact]
    public async Task The_mails_carry_nothing_that_was_typed_into_the_form()
    {
        var address = Vendors.NewAddress();
        await host.LinkFor(address, ("firstName", "Visit evil.example now"), ("organizationName", "<b>Click</b>"));

        var mail = (await host.Mailbox.To(address)).Single();
        (mail.Text + mail.Html).ShouldNotContain("evil");
        (mail.Text + mail.Html).ShouldNotContain("Click");
    }

    [Fact]
    public async Task An_address_gets_at_most_five_mails_an_hour()
    {
        var address = Vendors.NewAddress();
        for (var i = 0; i < 7; i++)
        {
            await host.Browser().Enroll(address);
        }

        await Eventually.Holds(async () => (await host.Mailbox.To(address)).Count >= 5, "the first five mails");
        await host.LinkFor(Vendors.NewAddress());
        (await host.Mailbox.To(address)).Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(null), InlineData("UTF-8")]
    public async Task A_post_without_the_antiforgery_token_is_refused(string? charset)
    {
        foreach (var path in new[] { "/enroll", "/enroll/new-link", "/enroll/confirm/some.link" })
        {
            var form = new FormUrlEncodedContent([new("email", "ada@vendor.example"), new("password", "x"), new("repeat", "x")]);
            form.Headers.ContentType!.CharSet = charset;

            (await host.Browser().Client.PostAsync(path, form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task The_terms_can_be_read() =>
        (await host.Browser().Open("/terms")).QuerySelector("h1")!.TextContent.ShouldContain("Terms of use");
}
