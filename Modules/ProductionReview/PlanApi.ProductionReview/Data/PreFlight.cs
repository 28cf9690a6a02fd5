using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.ProductionReview.Data;

internal enum PointOutcome
{
    Fine,

    /// <summary>Something to look at. It keeps nobody from sending or deciding.</summary>
    Wanting,

    /// <summary>The sandbox has not seen it yet.</summary>
    NotSeen,
}

/// <summary>One thing that the pre-flight looked at.</summary>
/// <param name="Evidence">What was seen, in words.</param>
/// <param name="Advice">What its vendor can do about it; empty for nothing.</param>
internal sealed record Point(string Title, PointOutcome Outcome, string Evidence, string Advice = "");

/// <summary>What an app did in the sandbox within thirty days, as far back as its newest calls are looked at.</summary>
/// <param name="Launches">Authorizations that ended well and were launched from here.</param>
/// <param name="OwnStarts">Those that the app began by itself.</param>
/// <param name="Tokens">Codes traded for tokens.</param>
/// <param name="Calls">FHIR calls, whatever their answer.</param>
/// <param name="Refused">Those of them with an answer from 400 on.</param>
/// <param name="Types">FHIR types that it was answered about.</param>
internal sealed record SandboxUse(
    int Launches, int OwnStarts, int Tokens, int Refreshes, int Calls, int Refused, int Patients, IReadOnlyList<string> Types, DateTimeOffset? First, DateTimeOffset? Last);

/// <summary>What was last found out about an app before production: nothing here decides anything.</summary>
/// <param name="Id">The app id.</param>
/// <param name="AskedAt">When somebody last asked for it.</param>
/// <param name="Running">Asked for, and not done yet.</param>
internal sealed record PreFlight(string Id, DateTimeOffset AskedAt, bool Running) : Aggregate
{
    /// <summary>After this long without an end it may be asked for again: whatever held it up, nobody waits for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>When the points were looked at; null when they never were.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>The app's revision that was looked at.</summary>
    public long Revision { get; init; }

    public IReadOnlyList<Point> Points { get; init; } = [];

    public SandboxUse? Use { get; init; }

    public bool IsRunning(DateTimeOffset now) => Running && now < AskedAt + Patience;
}

/// <summary>Somebody asked for an app's pre-flight.</summary>
internal sealed record PreFlightAsked(string AppId);
