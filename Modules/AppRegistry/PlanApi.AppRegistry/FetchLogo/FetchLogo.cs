using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.FetchLogo;

/// <summary>"Try again" beside an app's logo: has it fetched anew.</summary>
internal static class FetchLogo
{
    public static readonly string Path = AppPaths.FetchLogo("{id}");

    public sealed class Submit(OwnApps apps, LogoFetches logos) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
            Options(static b => b.RequireRateLimiting(RateLimits.Forms));
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Show(Html.NotFound);
                return;
            }

            await logos.Ask(app, ct);
            await SeeOther($"{AppRegistryPaths.App(app.Id)}#logo");
        }
    }
}

/// <summary>The pictures of sandbox apps, for their pages, the reviewers and the sandbox's consent page.</summary>
internal static class ShowLogo
{
    public sealed class Show(ISandboxLogos logos) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(AppRegistryPaths.Logo("{appId}", "{hash}") + "/{file}");
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var logo = await logos.Find(Route<string>("appId")!, Route<string>("hash")!, ct);
            await Send.ResultAsync(logo is null ? Html.NotFound : AppPicture.Reply(Route<string>("file")!, logo.Small, logo.Large));
        }
    }
}
