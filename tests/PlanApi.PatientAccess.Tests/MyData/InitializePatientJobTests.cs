using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.InitializePatient;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.MyData;

/// <summary>The job is killed where it hurts most, and run again.</summary>
public sealed class InitializePatientJobTests(RecordsHost host)
{
    private readonly string _organization = NewId.From(TimeProvider.System);

    private PatientAccessDb Db => host.Services.GetRequiredService<PatientAccessDb>();

    [Fact]
    public async Task A_run_that_was_killed_halfway_is_taken_up_and_ends_in_the_same_patients()
    {
        var id = await Killed(InitializationState.Generating, reset: false);

        await Run(id);

        (await Db.Initializations.Find(i => i.Id == id).SingleAsync()).State.ShouldBe(InitializationState.Done);
        var patients = await Patients();
        patients.Count.ShouldBe(4);
        var expected = (await host.Sandbox(_organization, Scenario.Family)).Patients[0];
        (await host.App(host.Grant(patients[0].PatientId, _organization, RecordsHost.AllScopes)).AllPages("ExplanationOfBenefit")).Count
            .ShouldBe(expected.Resources.OfType<Hl7.Fhir.Model.ExplanationOfBenefit>().Count());
    }

    [Fact]
    public async Task A_reset_that_was_done_before_the_kill_is_not_done_again()
    {
        var id = await Killed(InitializationState.Generating, reset: true);
        await host.Sandbox(_organization, Scenario.Family);

        await Run(id);

        host.RevokedFor.Select(r => r.PatientId).Intersect((await Patients()).Select(p => p.PatientId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reset_that_was_killed_within_is_finished_first()
    {
        var before = (await host.Sandbox(_organization, Scenario.NoClinicalData, number: 7)).Patients[0].PatientId;
        var id = await Killed(InitializationState.Resetting, reset: true);

        await Run(id);

        (await Patients()).Select(p => p.PatientId).ShouldNotContain(before);
        (await host.App(host.Grant(before, _organization, RecordsHost.AllScopes)).AllPages("Coverage")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_run_leaves_one_that_is_at_work_alone()
    {
        var id = await Killed(InitializationState.Generating, reset: false, lease: TimeSpan.FromMinutes(5));

        await Run(id);

        var untouched = await Db.Initializations.Find(i => i.Id == id).SingleAsync();
        untouched.State.ShouldBe(InitializationState.Generating);
        untouched.Runner.ShouldBe("killed");
        (await Patients()).ShouldBeEmpty();
        await Db.Initializations.UpdateOneAsync(i => i.Id == id, Builders<Initialization>.Update.Unset(i => i.LeaseUntil));
        await Eventually.Holds(async () => (await Patients()).Count == 4, "the run that looks again later", seconds: 60);
    }

    [Fact]
    public async Task Running_a_finished_one_again_changes_nothing()
    {
        var id = await Killed(InitializationState.Generating, reset: false);
        await Run(id);
        var before = await Db.Initializations.Find(i => i.Id == id).SingleAsync();

        await Run(id);

        (await Db.Initializations.Find(i => i.Id == id).SingleAsync()).Runner.ShouldBe(before.Runner);
        (await host.App(host.Grant((await Patients())[0].PatientId, _organization, RecordsHost.AllScopes)).Json($"Patient/{(await Patients())[0].PatientId}/_history"))
            .References().ShouldHaveSingleItem();
    }

    /// <summary>What a killed run leaves behind: taken, not finished, its lease over.</summary>
    private async Task<string> Killed(InitializationState state, bool reset, TimeSpan? lease = null)
    {
        var now = host.Clock.GetUtcNow();
        var id = $"{_organization}:{NewId.At(now)}";
        await Db.Initializations.InsertOneAsync(new(id, _organization, 1, Scenario.Family.Key, reset, DateOnly.FromDateTime(now.UtcDateTime), now)
        {
            State = state,
            RunningFor = _organization,
            Runner = "killed",
            LeaseUntil = now + (lease ?? TimeSpan.FromSeconds(-1)),
        });
        return id;
    }

    private Task<IReadOnlyList<PatientSummary>> Patients() => host.Services.GetRequiredService<ISandboxPatients>().Of(_organization, default);

    private async Task Run(string id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<InitializePatientJob>().Run(id, default);
    }
}
