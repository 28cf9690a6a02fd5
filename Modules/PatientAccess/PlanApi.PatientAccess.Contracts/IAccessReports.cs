namespace PlanApi.PatientAccess.Contracts;

/// <summary>
/// How many members' data went to apps in a period (CMS-0057-F, 42 CFR 422.119(h)): the figures that a plan reports each year, without names.
/// </summary>
/// <param name="Period">A year, or a month as <c>2026-11</c>; UTC.</param>
/// <param name="Members">Unique patients of whom an app was given at least one resource.</param>
/// <param name="Repeatedly">Those of them of whom that happened on more than one day: an app's one visit makes many requests.</param>
/// <param name="CountedAt">Until when accesses are in it.</param>
public sealed record TransferFigures(string Period, long Members, long Repeatedly, DateTimeOffset CountedAt);

/// <summary>An app's calls in production on one day, by the status they were answered with.</summary>
public sealed record AppDay(string ClientId, DateOnly Day, IReadOnlyList<StatusCount> Calls)
{
    public long Answered => Count(0, 400);

    /// <summary>Because of the app or the person: a status of 400 and more.</summary>
    public long Refused => Count(400, 500);

    /// <summary>Because of the plan: a status of 500 and more.</summary>
    public long Failed => Count(500, int.MaxValue);

    private long Count(int from, int before) => Calls.Where(c => c.Status >= from && c.Status < before).Sum(c => c.Count);
}

public readonly record struct StatusCount(int Status, long Count);

/// <summary>What is counted of accesses in production, some minutes behind. No figure names a person.</summary>
public interface IAccessReports
{
    /// <summary>The figures of a year and of its months, those months alone in which data went to an app; the year first.</summary>
    Task<IReadOnlyList<TransferFigures>> Transfers(int year, CancellationToken ct);

    /// <summary>Every app's days of a year.</summary>
    Task<IReadOnlyList<AppDay>> Days(int year, CancellationToken ct);

    /// <summary>An app's newest days, newest first.</summary>
    Task<IReadOnlyList<AppDay>> DaysOf(string clientId, int limit, CancellationToken ct);
}
