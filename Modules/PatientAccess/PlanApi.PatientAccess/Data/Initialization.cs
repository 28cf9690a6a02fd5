using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.PatientAccess.Data;

/// <summary>How far a request for synthetic patients is.</summary>
internal enum InitializationState
{
    Waiting,
    Resetting,
    Removing,
    Generating,
    Done,
}

/// <summary>
/// A vendor's request for synthetic patients, or to be rid of one, and the job's progress. The job may be killed and run again at any point: it goes on where this
/// document says.
/// </summary>
/// <param name="Id">Organization and form: the same form sent twice is one request.</param>
/// <param name="Household">Counts the organization's households since its last reset; part of the seed, so that after a reset the same people come back.</param>
/// <param name="AsOf">The day the generated lives end.</param>
internal sealed record Initialization(
    string Id, string OrganizationId, int Household, string Scenario, bool Reset, DateOnly AsOf, DateTimeOffset RequestedAt) : Aggregate
{
    public InitializationState State { get; init; } = InitializationState.Waiting;

    public int Percent { get; init; }

    /// <summary>The patient who is to go; none is made then.</summary>
    public string? Removes { get; init; }

    /// <summary>The organization while the request is not done, else absent: a unique index keeps it to one at a time.</summary>
    public string? RunningFor { get; init; }

    /// <summary>The run that works on it, until its lease ends.</summary>
    public string? Runner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }
}

/// <summary>A vendor asked for synthetic patients, or for one to be removed.</summary>
internal sealed record InitializationRequested(string InitializationId);
