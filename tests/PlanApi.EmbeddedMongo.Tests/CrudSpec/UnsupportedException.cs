namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>A test asks for what this runner, or the C# driver, has no way to do.</summary>
public sealed class UnsupportedException(string what) : Exception($"There is no support for {what}.");
