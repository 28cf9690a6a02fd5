using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.PatientAccess.Tests;

/// <summary>The part of the demo plan that this module adds.</summary>
public sealed class DemoRecordsTests(RecordsHost host)
{
    [Fact]
    public async Task The_demo_plan_has_a_family_with_records_and_a_patient_for_its_vendor_and_adding_it_twice_changes_nothing()
    {
        var organization = $"demo-vendor-{host.Clock.GetUtcNow().Ticks}";
        (await host.Services.GetRequiredService<IAccounts>().TryCreate(new(Realm.Vendor, DemoPlan.Vendor, "Demo Vendor", DemoPlan.Password, organization), default))
            .ShouldBeOfType<CreateAccountResult.Created>();

        await Add();
        var versions = await Versions();
        await Add();

        (await Versions()).ShouldBe(versions);
        var members = await host.Services.GetRequiredService<IMemberPatients>().Find([DemoPlan.ChildPatientId, "nobody", DemoPlan.MemberPatientId], default);
        members.Select(m => m.PatientId).ShouldBe([DemoPlan.ChildPatientId, DemoPlan.MemberPatientId], "in the order asked, without those that are not there");
        members[0].DisplayName.ShouldMatch(@"^Leo [A-Z]\. Alvarez$");
        members[1].DisplayName.ShouldStartWith("Maria ");
        members[0].BirthDate!.Value.ShouldBeGreaterThan(members[1].BirthDate!.Value);
        var family = await host.Services.GetRequiredService<IMemberPatients>().Find(["demo-daniel", "demo-sofia"], default);
        family.Select(m => m.DisplayName[..3]).ShouldBe(["Dan", "Sof"]);
        (await host.App(host.Grant(DemoPlan.MemberPatientId, null, RecordsHost.AllScopes)).AllPages("ExplanationOfBenefit")).ShouldNotBeEmpty();
        (await host.App(host.Grant(DemoPlan.ChildPatientId, null, RecordsHost.AllScopes)).AllPages("Immunization")).ShouldNotBeEmpty();
        (await host.Services.GetRequiredService<ISandboxPatients>().Of(organization, default)).ShouldHaveSingleItem();
        var matching = host.Services.GetRequiredService<IMemberMatching>();
        (await matching.Match(new(DemoPlan.NewcomerNumber, DemoPlan.NewcomerBirthDate, DemoPlan.NewcomerZip), default))!.Email.ShouldNotBeNull();
        (await matching.FindByNumber(DemoPlan.MemberNumber, default))!.PatientId.ShouldBe(DemoPlan.MemberPatientId);
    }

    private async Task Add()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetServices<IDemoData>().Single(d => d.Order == 30).Add(default);
    }

    private async Task<IReadOnlyList<string>> Versions() =>
    [
        .. (await host.App(host.Grant(DemoPlan.MemberPatientId, null, RecordsHost.AllScopes)).Json("ExplanationOfBenefit?_count=500"))
            .Resources().Select(r => $"{r.GetProperty("id")}/{r.GetProperty("meta").GetProperty("versionId")}"),
    ];
}
