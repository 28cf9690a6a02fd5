namespace PlanApi.BuildingBlocks.Smart;

/// <summary>What a resource scope lets an app do with a type: SMART v2's <c>r</c> and <c>s</c>. Apps never write.</summary>
[Flags]
public enum ScopeAccess
{
    None = 0,

    /// <summary>Read one resource by its id, its versions included.</summary>
    Read = 1,

    /// <summary>Search and list resources of the type.</summary>
    Search = 2,

    ReadAndSearch = Read | Search,
}
