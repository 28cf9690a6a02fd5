namespace PlanApi.SyntheticData.Facts;

/// <summary>A made-up member. Telephone numbers and mail addresses are of the ranges kept free for fiction.</summary>
internal sealed record Member(
    string PatientId,
    string Given,
    string MiddleInitial,
    string Family,
    bool Female,
    DateOnly BirthDate,
    Race Race,
    bool Hispanic,
    Home Home,
    string Phone,
    string Email,
    string MemberNumber)
{
    public string FullName => Native is { } own && Script is { } script ? script.Whole(own) : $"{Given} {MiddleInitial}. {Family}";

    /// <summary>The name in the person's own script, where that is not how <see cref="Given"/> and <see cref="Family"/> are written.</summary>
    public NativeName? Native { get; init; }

    public Script? Script { get; init; }

    /// <summary>Whether all is told of them that a record can say.</summary>
    public bool Rich { get; init; }

    public DateOnly? Died { get; init; }

    public int AgeOn(DateOnly day) => day.Year - BirthDate.Year - (day.DayOfYear < BirthDate.DayOfYear ? 1 : 0);
}

internal sealed record Home(string Line, string City, string State, string PostalCode)
{
    /// <summary>On one line, as on an envelope.</summary>
    public override string ToString() => $"{Line}, {City}, {State} {PostalCode}";
}

/// <summary>A race category of the OMB standard (US Core race extension).</summary>
internal sealed record Race(string Code, string Text)
{
    public static readonly IReadOnlyList<Race> All =
    [
        new("2106-3", "White"), new("2054-5", "Black or African American"), new("2028-9", "Asian"), new("1002-5", "American Indian or Alaska Native"),
    ];
}
