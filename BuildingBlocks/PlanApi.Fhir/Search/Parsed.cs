namespace PlanApi.Fhir.Search;

/// <summary>What parsing came to: a value, a failure, or neither where there was nothing to parse.</summary>
internal readonly record struct Parsed<T>(T? Value, FhirFailure? Failure)
    where T : class
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(FhirFailure failure) => new(null, failure);
}
