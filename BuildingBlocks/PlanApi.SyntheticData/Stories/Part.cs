using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>What a person is in the household's contract.</summary>
internal enum Role
{
    /// <summary>On a contract of their own.</summary>
    Subscriber,
    Spouse,
    Child,
}

/// <summary>One person that is asked for, and what is told of them.</summary>
/// <param name="From">Youngest age in years, on the day of the story.</param>
/// <param name="To">Oldest.</param>
/// <param name="Tell">Fills the person's chart.</param>
internal sealed record Part(Role Role, int From, int To, Action<Chart> Tell)
{
    /// <summary>Null: either.</summary>
    public bool? Female { get; init; }

    /// <summary>How many days before the day of the story this person died.</summary>
    public int? DiedDaysAgo { get; init; }

    /// <summary>Whose name is written in another script than the Latin.</summary>
    public Facts.Script? Script { get; init; }

    /// <summary>Whether all is told of them that a record can say: earlier names and addresses, a tribe.</summary>
    public bool Rich { get; init; }

    /// <summary>On the contract of the household's first.</summary>
    public bool IsDependent => Role is not Role.Subscriber;
}
