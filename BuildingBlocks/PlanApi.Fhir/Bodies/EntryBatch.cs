namespace PlanApi.Fhir.Bodies;

/// <summary>Some entries of a bundle, all of them matches or all of them included.</summary>
internal readonly record struct EntryBatch(IReadOnlyList<StoredResource> Resources, bool Included);
