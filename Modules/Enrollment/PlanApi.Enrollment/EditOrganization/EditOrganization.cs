using System.Globalization;
using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Data;
using PlanApi.Enrollment.EnrollVendor;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.EditOrganization;

/// <param name="SavedMeanwhile">What a colleague saved while the form stood open, where it differs from what is typed here.</param>
public sealed record EditOrganizationView(OrganizationForm Form, IReadOnlyList<SavedDetailView> SavedMeanwhile, FormErrors Errors);

/// <summary>A detail that now holds something else than the form.</summary>
public sealed record SavedDetailView(string Label, string Saved);

public sealed record OrganizationForm
{
    /// <summary>The revision that the form was opened on.</summary>
    public string Revision { get; init; } = "";
    public string LegalName { get; init; } = "";
    public string Website { get; init; } = "";
    public string Country { get; init; } = "";

    internal long RevisionNumber => long.TryParse(Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : -1;

    internal static OrganizationForm Of(StoredOrganization saved) => new() { Revision = $"{saved.Revision}", LegalName = saved.LegalName, Website = saved.Website, Country = saved.Country };

    internal IReadOnlyList<SavedDetailView> DifferencesFrom(StoredOrganization saved) =>
    [
        .. new (string Label, string Saved, string Typed)[]
        {
            ("Legal name", saved.LegalName, LegalName.Trim()), ("Website", saved.Website, Website.Trim()), ("Country", saved.Country, Country),
        }.Where(d => d.Saved != d.Typed).Select(d => new SavedDetailView(d.Label, d.Saved)),
    ];
}

internal sealed class OrganizationFormRules : Validator<OrganizationForm>
{
    public OrganizationFormRules()
    {
        RuleFor(f => f.LegalName).LegalName();
        RuleFor(f => f.Website).Website();
        RuleFor(f => f.Country).Country();
    }
}

/// <summary>Changes an organization's details. The form names the revision it was opened on; a save on an older one is told instead of overwriting.</summary>
internal static class EditOrganization
{
    public sealed class Show(VendorOrganizations organizations) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(TeamPaths.Organization);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(
            await organizations.FindStored(User.OrganizationId(), ct) is { } organization ? PageOf(OrganizationForm.Of(organization), [], FormErrors.None) : Html.NotFound);
    }

    public sealed class Submit(EnrollmentDb db, VendorOrganizations organizations) : FormEndpoint<OrganizationForm>
    {
        public override void Configure()
        {
            PostForm(TeamPaths.Organization);
            Validator<OrganizationFormRules>();
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(OrganizationForm form, CancellationToken ct)
        {
            if (!ValidationFailed && await TrySave(form, ct))
            {
                await SeeOther(TeamPaths.After(TeamPaths.Saved));
                return;
            }

            IReadOnlyList<SavedDetailView> meanwhile = [];
            if (!ValidationFailed)
            {
                if (await organizations.FindStored(User.OrganizationId(), ct) is not { } newer)
                {
                    await Show(Html.NotFound);
                    return;
                }

                meanwhile = form.DifferencesFrom(newer);
                form = form with { Revision = $"{newer.Revision}" };
                AddError(new ValidationFailure("", "These details were saved by a colleague, or in another window, while this form was open"));
            }

            await Show(PageOf(form, meanwhile, Errors));
        }

        private async Task<bool> TrySave(OrganizationForm form, CancellationToken ct)
        {
            var update = Builders<StoredOrganization>.Update
                .Set(o => o.LegalName, form.LegalName.Trim())
                .Set(o => o.Website, form.Website.Trim())
                .Set(o => o.Country, form.Country)
                .Set(o => o.Revision, form.RevisionNumber + 1);
            return (await db.Organizations.UpdateOneAsync(StoredOrganization.At(User.OrganizationId(), form.RevisionNumber), update, cancellationToken: ct)).MatchedCount == 1;
        }
    }

    private static IResult PageOf(OrganizationForm form, IReadOnlyList<SavedDetailView> meanwhile, FormErrors errors) => Html.Page<EditOrganizationPage, EditOrganizationView>(
        new(form, meanwhile, errors), errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
