using Hangfire;
using Microsoft.Extensions.Hosting;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.PatientAccess.Data;

namespace PlanApi.PatientAccess.InitializePatient;

/// <summary>Queues the job when a vendor has asked.</summary>
internal sealed class StartInitialization(IBackgroundJobClient jobs) : IHandle<InitializationRequested>
{
    public Task Handle(InitializationRequested happened, string eventId, CancellationToken ct)
    {
        jobs.Enqueue<InitializePatientJob>(j => j.Run(happened.InitializationId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Queues again, at the start of a host, what an earlier one left undone. A job that is still queued or held elsewhere makes this one wait or end.</summary>
internal sealed class ResumeInitializations(InitializePatientStore store, IBackgroundJobClient jobs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await store.Unfinished(cancellationToken))
        {
            jobs.Enqueue<InitializePatientJob>(j => j.Run(id, CancellationToken.None));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
