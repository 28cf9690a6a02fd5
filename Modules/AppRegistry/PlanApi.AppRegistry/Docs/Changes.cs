using FastEndpoints;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.AppRegistry.Docs;

/// <summary>Something that makers of applications may have to know, newest first.</summary>
public sealed record Change(DateOnly On, string What);

public sealed record ChangesView(IReadOnlyList<Change> Changes);

/// <summary>What changed for applications.</summary>
internal static class Changes
{
    private static readonly IReadOnlyList<Change> All =
    [
        new(new(2026, 11, 26), "Applications name a category and platforms, by which members find them. Logos are fetched once and served from here. Colleagues are invited on the page Team."),
        new(new(2026, 11, 26), "max_age=0 asks for one new sign-in, and prompt=consent is kept through a sign-in. The activity page also tells revocation, introspection and user info."),
        new(new(2026, 11, 25), "Scopes for a part of a type, as patient/Observation.rs?category=…|laboratory. Applications can prove themselves by a private key. Trouble can be rehearsed in the sandbox, and each application has an activity page."),
        new(new(2026, 11, 24), "DocumentReference/$docref. Pages lead back as well as on."),
        new(new(2026, 11, 1), "The first version: SMART App Launch 2.2, US Core 6.1.0, CARIN Blue Button 2.0.0, PDex 2.0.0, Plan-Net 1.1.0, US Drug Formulary 2.0.1."),
    ];

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.Changes);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<ChangesPage, ChangesView>(new(All)));
    }
}
