using System.Net;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.MyData;

public sealed class MyDataAccessTests(RecordsHost host)
{
    [Fact]
    public async Task Another_vendors_patient_and_resources_are_not_found()
    {
        var owner = await host.Vendor();
        var stranger = await host.Vendor();
        var patient = (await host.Sandbox(owner.OrganizationId!, Scenario.NoClinicalData)).Patients[0].PatientId;
        await host.Sandbox(stranger.OrganizationId!, Scenario.NoClinicalData);

        foreach (var path in new[] { $"/sandbox/my-data/{patient}", $"/sandbox/my-data/{patient}/Patient/{patient}", $"/sandbox/my-data/{patient}/ExplanationOfBenefit/{patient}-eob-1" })
        {
            (await owner.Browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
            (await stranger.Browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await (await stranger.Browser.Get("/sandbox/my-data")).Content.ReadAsStringAsync()).ShouldNotContain(patient);
    }

    [Fact]
    public async Task A_patients_page_leads_to_no_other_patients_resource()
    {
        var vendor = await host.Vendor();
        var family = await host.Sandbox(vendor.OrganizationId!, Scenario.Family);
        var (parent, child) = (family.Patients[0].PatientId, family.Patients[^1].PatientId);

        (await vendor.Browser.Get($"/sandbox/my-data/{child}/Patient/{parent}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await vendor.Browser.Get($"/sandbox/my-data/{parent}/Patient/{parent}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/sandbox/my-data/no-such-patient")]
    [InlineData("/sandbox/my-data/%3Cscript%3E")]
    [InlineData("/sandbox/my-data/x/Patient/x")]
    [InlineData("/sandbox/my-data/x/NoSuchType/x")]
    public async Task Addresses_of_nothing_are_not_found(string path) =>
        (await (await host.Vendor()).Browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_colleague_sees_the_same_patients()
    {
        var vendor = await host.Vendor();
        var colleague = await host.Vendor(vendor.OrganizationId);
        var patient = (await host.Sandbox(vendor.OrganizationId!, Scenario.NoClinicalData)).Patients[0].PatientId;

        (await colleague.Browser.Get($"/sandbox/my-data/{patient}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/sandbox/my-data")]
    [InlineData("/sandbox/my-data/initialize")]
    [InlineData("/sandbox/my-data/x")]
    [InlineData("/sandbox/my-data/x/Patient/x")]
    public async Task Only_vendors_may_look(string path)
    {
        var member = await host.Member();

        ((int)(await host.Browser().Get(path)).StatusCode).ShouldBeOneOf(302, 303, 401);
        ((int)(await member.Browser.Get(path)).StatusCode).ShouldBeOneOf(302, 303, 401, 403);
    }
}
