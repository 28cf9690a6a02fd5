namespace PlanApi.PatientAccess.Contracts;

/// <summary>What a person knows of their own membership.</summary>
/// <param name="MemberNumber">As on the member card.</param>
/// <param name="PostalCode">The first five digits of the ZIP code.</param>
public sealed record MemberDetails(string MemberNumber, DateOnly BirthDate, string PostalCode);

/// <summary>The one member that the details fit.</summary>
/// <param name="Email">The address on the plan's record; null where there is none.</param>
public sealed record MatchedMember(string PatientId, string DisplayName, DateOnly BirthDate, string? Email);

/// <summary>Finds a person's own record by what the person knows or has proved, for those who have no account yet.</summary>
public interface IMemberMatching
{
    /// <summary>Null unless exactly one member of the plan fits in all of it.</summary>
    Task<MatchedMember?> Match(MemberDetails details, CancellationToken ct);

    /// <summary>By the number alone, for those who have proved otherwise that it is theirs. Null unless exactly one member of the plan has it.</summary>
    Task<MatchedMember?> FindByNumber(string memberNumber, CancellationToken ct);
}
