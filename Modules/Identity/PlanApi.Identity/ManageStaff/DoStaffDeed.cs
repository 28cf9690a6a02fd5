using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.ManageStaff;

/// <param name="Path">Where the form goes.</param>
public sealed record DoStaffDeedView(string Path, string PersonPath, string Person, string Title, string Button, string Means, bool IsGrave, string Reason, FormErrors Errors);

/// <summary>Asks for the reason, says what follows, and does it.</summary>
internal static class DoStaffDeed
{
    public sealed record Form
    {
        public string Reason { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Reason).Cascade(CascadeMode.Stop).NotBlank("Say why: it is kept with what was done").Paragraphs(500);
    }

    public sealed class Show(StaffDeeds deeds) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(StaffPaths.Deed);
            Policies(PortalPolicies.Administrator);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(
            await deeds.Find(Route<string>("account")!, ct) is { } account && StaffDeed.Find(HttpContext.GetRouteValue("deed") as string) is { } deed
            && (await deeds.Open(account, User.AccountId(), ct)).Contains(deed)
                ? PageOf(account, deed, "", FormErrors.None)
                : Html.NotFound);
    }

    public sealed class Submit(StaffDeeds deeds) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(StaffPaths.Deed);
            Policies(PortalPolicies.Administrator);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var deed = StaffDeed.Find(HttpContext.GetRouteValue("deed") as string);
            var account = await deeds.Find((string)HttpContext.GetRouteValue("account")!, ct);
            if (account is null || deed is null)
            {
                // A second press finds the account that the first one ended.
                await SeeOther($"{StaffPaths.List}?done=nothing");
                return;
            }

            if (ValidationFailed)
            {
                await Show(PageOf(account, deed, form.Reason, Errors));
                return;
            }

            var done = (await deeds.Open(account, User.AccountId(), ct)).Contains(deed)
                && await deeds.Do(account, deed, (User.AccountId(), User.DisplayName()), form.Reason.Trim(), ct);
            var next = deed == StaffDeed.End || (deed == StaffDeed.Dismiss && account.Id == User.AccountId()) ? StaffPaths.List : StaffPaths.Of(account.Id);
            await SeeOther($"{(done ? next : StaffPaths.Of(account.Id))}?done={(done ? deed.Key : "nothing")}");
        }
    }

    private static IResult PageOf(StoredAccount account, StaffDeed deed, string reason, FormErrors errors) => Html.Page<DoStaffDeedPage, DoStaffDeedView>(
        new(StaffPaths.To(account.Id, deed), StaffPaths.Of(account.Id), account.DisplayName, deed.Title, deed.Button, deed.Means, deed.IsGrave, reason, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
