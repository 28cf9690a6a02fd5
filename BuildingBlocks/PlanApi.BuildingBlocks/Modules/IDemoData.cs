namespace PlanApi.BuildingBlocks.Modules;

/// <summary>
/// A module's part of the demo plan, added once to an empty store in Development, in the order in which the Host lists the modules.
/// Parts find each other through Contracts, by the addresses in <see cref="DemoPlan"/>.
/// </summary>
public interface IDemoData
{
    /// <summary>Where this part stands among the others: a part may rely on all with a lower order.</summary>
    int Order { get; }

    /// <summary>Adds the data. Interrupted halfway it is run again, so it must not add anything twice.</summary>
    Task Add(CancellationToken ct);
}

/// <summary>The people of the demo plan. The password is public by design: the Host refuses a store with the demo marker in Production.</summary>
public static class DemoPlan
{
    public const string Password = "demo-plan-2026!";
    public const string Vendor = "vendor@demo.example";
    public const string Reviewer = "reviewer@demo.example";

    /// <summary>A member with claims and clinical data of her own and a child she represents.</summary>
    public const string Member = "member@demo.example";

    /// <summary>A member whose account has no patient record linked.</summary>
    public const string MemberWithoutRecord = "new-member@demo.example";

    /// <summary>The number on her card.</summary>
    public const string MemberNumber = "657752371-01";

    /// <summary>A member who has no account yet, and what activating one asks for.</summary>
    public const string NewcomerPatientId = "demo-nora";
    public const string NewcomerNumber = "700100200-01";
    public const string NewcomerZip = "01103";
    public static readonly DateOnly NewcomerBirthDate = new(1979, 4, 2);

    /// <summary>The sample app's client id: fixed, so that the sample can also start by itself.</summary>
    public const string HealthViewerClientId = "health-viewer";

    /// <summary>The client id of the app whose production request is pending.</summary>
    public const string CareCompassClientId = "care-compass";

    /// <summary>Patient ids of the demo members in the production store.</summary>
    public const string MemberPatientId = "demo-maria";
    public const string ChildPatientId = "demo-leo";
}
