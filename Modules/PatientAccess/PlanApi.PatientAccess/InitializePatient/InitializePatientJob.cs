using Hangfire;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Data;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.InitializePatient;

/// <summary>Makes the patients that a vendor asked for, or removes one. Killed at any point and run again, it ends in the same patients.</summary>
internal sealed class InitializePatientJob(InitializePatientStore store, SandboxHouseholds households, IBackgroundJobClient jobs, TimeProvider clock)
{
    public async Task Run(string initializationId, CancellationToken ct)
    {
        var runner = NewId.From(clock);
        if (await store.TryTake(initializationId, runner, clock.GetUtcNow(), ct) is not { } wanted)
        {
            // Another run holds it, perhaps one that was killed: look again when its lease may have ended.
            if (await store.IsUnfinished(initializationId, ct))
            {
                jobs.Schedule<InitializePatientJob>(j => j.Run(initializationId, CancellationToken.None), TimeSpan.FromSeconds(10));
            }

            return;
        }

        try
        {
            await Work(wanted, runner, ct);
        }
        catch
        {
            await store.Release(wanted.Id, runner);
            throw;
        }
    }

    // Each step that notes progress ends the work when another run has taken over.
    private async Task Work(Initialization wanted, string runner, CancellationToken ct)
    {
        Task<bool> Tell(InitializationState state, int percent) => store.Progress(wanted.Id, runner, state, percent, clock.GetUtcNow(), ct);

        if (wanted.Removes is { } patientId)
        {
            if (await Tell(InitializationState.Removing, 10))
            {
                await households.Remove(wanted.OrganizationId, patientId, ct);
                await store.Finish(wanted.Id, runner, ct);
            }

            return;
        }

        if (wanted.Reset && wanted.State is not InitializationState.Generating)
        {
            if (!await Tell(InitializationState.Resetting, 1))
            {
                return;
            }

            await households.Reset(wanted.OrganizationId, ct);
        }

        if (!await Tell(InitializationState.Generating, 10))
        {
            return;
        }

        var scenario = Scenario.Find(wanted.Scenario) ?? throw new InvalidOperationException($"There is no scenario '{wanted.Scenario}'.");
        if (await households.Generate(wanted.OrganizationId, scenario, wanted.Household, wanted.AsOf, percent => Tell(InitializationState.Generating, 10 + (percent * 85 / 100)), ct))
        {
            await store.Finish(wanted.Id, runner, ct);
        }
    }
}
