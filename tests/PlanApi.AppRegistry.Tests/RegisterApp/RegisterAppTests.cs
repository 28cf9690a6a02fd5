using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.RegisterApp;

public sealed class RegisterAppTests(AppsHost host) : IClassFixture<AppsHost>
{
    private ISandboxApps Apps => host.Services.GetRequiredService<ISandboxApps>();

    [Fact]
    public async Task The_form_holds_every_field_in_the_order_vendors_know()
    {
        var vendor = await host.Vendor();

        var page = await vendor.Browser.Open(AppRegistryPaths.New);

        page.QuerySelectorAll("main form > .field > label, main form > fieldset > legend, main form h2").Select(l => l.TextContent.Replace("(optional)", "", StringComparison.Ordinal).Trim()).ShouldBe(
        [
            "Client ID", "Client Secret", "Application Name", "Client OAuth Type", "Redirect URL", "Launch URL", "Logo URL", "Organization/Company Name",
            "Organization/Company Website URL", "Privacy Policy URL", "Security Policy URL", "Terms of Service URL", "Description", "Category", "Platforms", "Scopes", "Application type", "JWK Set URL",
            "JWK Set", "App Status",
        ]);
        page.QuerySelectorAll("main form button").Select(b => b.TextContent).ShouldBe(["Save", "Send Request"]);
    }

    [Fact]
    public async Task Client_id_and_secret_stand_in_the_form_and_the_organization_is_filled_in()
    {
        var vendor = await host.Vendor();

        var page = await vendor.Browser.Open(AppRegistryPaths.New);

        page.QuerySelector("#clientId")!.GetAttribute("value")!.Length.ShouldBe(32);
        page.QuerySelector("#clientSecret")!.GetAttribute("value")!.Length.ShouldBe(43);
        page.QuerySelector("#clientId")!.HasAttribute("readonly").ShouldBeTrue();
        page.QuerySelector("#organizationName")!.GetAttribute("value").ShouldBe("Acme Health, Inc.");
        page.QuerySelector("#organizationWebsite")!.GetAttribute("value").ShouldBe("https://acme.example/");
    }

    [Fact]
    public async Task A_saved_app_has_the_ids_that_stood_in_the_form_and_all_that_was_typed()
    {
        var vendor = await host.Vendor();
        var page = await vendor.Browser.Open(AppRegistryPaths.New);
        var (clientId, secret) = (page.QuerySelector("#clientId")!.GetAttribute("value")!, page.QuerySelector("#clientSecret")!.GetAttribute("value")!);

        var response = await vendor.Browser.Press(page, "main form", AppForm.Valid());

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var app = (await Apps.FindByClientId(clientId, default)).ShouldNotBeNull();
        response.Headers.Location!.OriginalString.ShouldStartWith(AppRegistryPaths.App(app.AppId));
        (app.OrganizationId, app.CreatedBy, app.Revision).ShouldBe((vendor.OrganizationId, vendor.AccountId, 1));
        app.Details.ShouldBe(new AppDetails(
            "Pill Box", ClientOAuthType.AuthorizationCodePkce, ["https://pillbox.example/callback", "http://localhost:5173/"], "https://pillbox.example/launch",
            "https://pillbox.example/logo.png", "Pill Box Ltd.", "https://pillbox.example", "https://pillbox.example/privacy", "https://pillbox.example/security",
            "https://pillbox.example/terms", "Keeps track of medicines.\n\nFor everyone.", "openid patient/Coverage.read", ApplicationType.Web)
        {
            Category = AppCategory.Medicines,
            Platforms = [AppPlatform.Web, AppPlatform.Ios],
        });
        (await host.Services.GetRequiredService<IClientSecrets>().Verify(clientId, secret, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_id_or_secret_sent_by_the_browser_is_ignored()
    {
        var vendor = await host.Vendor();

        var id = await vendor.Register(AppForm.Valid().With(("clientId", "health-viewer"), ("clientSecret", "mine")));

        var app = (await Apps.Find(id, default)).ShouldNotBeNull();
        app.ClientId.ShouldNotBe("health-viewer");
        (await host.Services.GetRequiredService<IClientSecrets>().Verify(app.ClientId, "mine", default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("name", "", "Enter a name for the application")]
    [InlineData("name", "   ", "Enter a name for the application")]
    [InlineData("oAuthType", "Password", "Choose how the application proves itself")]
    [InlineData("oAuthType", "1", "Choose how the application proves itself")]
    [InlineData("applicationType", "", "Choose where the application runs")]
    [InlineData("redirectUrls", "https://fine.example\nhttp://plain.example", "http://plain.example: Use https://. Plain http:// works only for your own machine (localhost, 127.0.0.1 or [::1])")]
    [InlineData("redirectUrls", "javascript:alert(1)", "Addresses that start with javascript: are not allowed. Use https://")]
    [InlineData("launchUrl", "javascript:alert(1)", "Addresses that start with javascript: are not allowed. Use https://")]
    [InlineData("logoUrl", "data:image/png;base64,AAAA", "Enter an address that starts with https://")]
    [InlineData("organizationWebsite", "http://acme.example", "Enter an address that starts with https://")]
    [InlineData("privacyPolicyUrl", "privacy", "Enter a whole address, such as https://app.example.com/page")]
    [InlineData("securityPolicyUrl", "https://acme.example/#security", "Leave out the part from # on: fragments are not allowed")]
    [InlineData("termsOfServiceUrl", "<script>alert(1)</script>", "Use only the characters of a web address: no spaces, quotes or backslashes, and letters beyond ASCII encoded")]
    [InlineData("name", "Pill\u202eBox", "Use one line of plain text, without hidden characters")]
    [InlineData("organizationName", "Acme\nInc.", "Use one line of plain text, without hidden characters")]
    [InlineData("description", "bell \a", "Use plain text, without hidden characters")]
    [InlineData("scopes", "patient/Coverage.write", "Choose scopes from the list")]
    public async Task A_mistake_is_told_beside_its_field_and_what_was_typed_stays(string field, string value, string message)
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);

        var response = await vendor.Browser.Press(form, "main form", AppForm.Valid().With((field, value)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.ErrorOf(field).ShouldBe(message);
        page.QuerySelector(".error-summary a")!.GetAttribute("href").ShouldBe($"#{field}");
        page.QuerySelector($"#{field}").ShouldNotBeNull();
        page.QuerySelector("#clientId")!.GetAttribute("value").ShouldBe(form.QuerySelector("#clientId")!.GetAttribute("value"));
        page.QuerySelector("#termsOfServiceUrl")!.GetAttribute("value").ShouldBe(field == "termsOfServiceUrl" ? value : "https://pillbox.example/terms");
    }

    [Theory]
    [InlineData("name", 81)]
    [InlineData("organizationName", 201)]
    [InlineData("description", 2001)]
    public async Task Text_has_a_longest_length(string field, int length)
    {
        var vendor = await host.Vendor();

        var response = await vendor.Browser.Submit(AppRegistryPaths.New, AppForm.Valid().With((field, new string('x', length))));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf(field).ShouldBe($"Use at most {length - 1} characters");
    }

    [Fact]
    public async Task No_scope_at_all_is_a_mistake()
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);
        foreach (var box in form.QuerySelectorAll("input[name='scopes']"))
        {
            box.RemoveAttribute("checked");
        }

        var response = await vendor.Browser.Press(form, "main form", [.. AppForm.Valid().Where(f => f.Field != "scopes")]);

        (await response.Document()).ErrorOf("scopes").ShouldBe("Choose at least one scope");
    }

    [Fact]
    public async Task Eleven_redirects_are_too_many()
    {
        var vendor = await host.Vendor();

        var response = await vendor.Browser.Submit(
            AppRegistryPaths.New, AppForm.Valid().With(("redirectUrls", string.Join('\n', Enumerable.Range(1, 11).Select(i => $"https://pillbox.example/{i}")))));

        (await response.Document()).ErrorOf("redirectUrls").ShouldBe("Enter at most 10 redirect URLs");
    }

    [Fact]
    public async Task Script_in_text_is_shown_as_text()
    {
        const string script = "<script>alert(1)</script>\"'";
        var vendor = await host.Vendor();
        var id = await vendor.Register(AppForm.Valid().With(("name", script), ("organizationName", script), ("description", script)));

        foreach (var path in new[] { AppRegistryPaths.List, AppRegistryPaths.App(id), AppRegistryPaths.Edit(id) })
        {
            var page = await vendor.Browser.Open(path);
            page.QuerySelectorAll("script").ShouldBeEmpty(path);
            page.DocumentElement.TextContent.ShouldContain(script, customMessage: path);
        }
    }

    [Fact]
    public async Task The_same_organization_cannot_use_a_name_twice_whatever_its_case_and_spaces()
    {
        var vendor = await host.Vendor();
        await vendor.Register(AppForm.Valid("Pill Box"));

        var response = await vendor.Browser.Submit(AppRegistryPaths.New, AppForm.Valid(" PILL  box "));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).ErrorOf("name").ShouldBe("Your organization already has an application with this name");
    }

    [Fact]
    public async Task Another_organization_may_use_the_same_name()
    {
        await (await host.Vendor()).Register(AppForm.Valid("Shared Name"));
        await (await host.Vendor()).Register(AppForm.Valid("Shared Name"));
    }

    [Fact]
    public async Task After_a_taken_name_the_same_form_saves_under_another_one_with_its_secret()
    {
        var vendor = await host.Vendor();
        await vendor.Register(AppForm.Valid("Taken"));
        var refused = await (await vendor.Browser.Submit(AppRegistryPaths.New, AppForm.Valid("Taken"))).Document();

        (await vendor.Browser.Press(refused, "main form", ("name", "Free"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var (clientId, secret) = (refused.QuerySelector("#clientId")!.GetAttribute("value")!, refused.QuerySelector("#clientSecret")!.GetAttribute("value")!);
        (await Apps.FindByClientId(clientId, default)).ShouldNotBeNull().Details.Name.ShouldBe("Free");
        (await host.Services.GetRequiredService<IClientSecrets>().Verify(clientId, secret, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_press_of_the_button_makes_no_second_app()
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);

        var presses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => vendor.Browser.Press(form, "main form", AppForm.Valid())));

        presses.ShouldAllBe(p => p.StatusCode == HttpStatusCode.SeeOther);
        presses.Select(p => p.Headers.Location).Distinct().Count().ShouldBe(1);
        (await vendor.Browser.Open(AppRegistryPaths.List)).QuerySelectorAll(".cards > li").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_form_that_was_saved_before_gets_ids_of_its_own_and_keeps_what_was_typed()
    {
        var vendor = await host.Vendor();
        var form = await vendor.Browser.Open(AppRegistryPaths.New);
        await vendor.Browser.Press(form, "main form", AppForm.Valid("First"));

        var response = await vendor.Browser.Press(form, "main form", AppForm.Valid("Second"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await response.Document();
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Second");
        page.QuerySelector("#clientId")!.GetAttribute("value").ShouldNotBe(form.QuerySelector("#clientId")!.GetAttribute("value"));
        (await vendor.Browser.Press(page, "main form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Another_vendors_reservation_is_not_taken()
    {
        var (one, other) = (await host.Vendor(), await host.Vendor());
        var form = await one.Browser.Open(AppRegistryPaths.New);
        var reservation = form.QuerySelector("input[name='reservation']")!.GetAttribute("value")!;

        var response = await other.Browser.Submit(AppRegistryPaths.New, AppForm.Valid().With(("reservation", reservation)));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Document()).QuerySelector("#clientId")!.GetAttribute("value").ShouldNotBe(form.QuerySelector("#clientId")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded;charset=UTF-8")]
    public async Task A_post_without_the_antiforgery_token_is_refused(string contentType)
    {
        var vendor = await host.Vendor();
        var content = new FormUrlEncodedContent(AppForm.Valid().Select(f => KeyValuePair.Create(f.Field, f.Value)));
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        (await vendor.Browser.Client.PostAsync(AppRegistryPaths.New, content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await vendor.Browser.Open(AppRegistryPaths.List)).QuerySelectorAll(".cards > li").ShouldBeEmpty();
    }

    [Fact]
    public async Task Someone_not_signed_in_is_sent_to_the_vendors_sign_in_page()
    {
        var response = await host.Browser().Get(AppRegistryPaths.New);

        response.Headers.Location!.OriginalString.ShouldStartWith("/sandbox/sign-in");
    }
}
