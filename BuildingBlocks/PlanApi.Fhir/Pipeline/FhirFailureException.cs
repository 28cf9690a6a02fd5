namespace PlanApi.Fhir;

/// <summary>Carries a failure out of the depth of a query; the first step of the pipeline turns it into the answer.</summary>
internal sealed class FhirFailureException(FhirFailure failure) : Exception(failure.Diagnostics)
{
    public FhirFailure Failure => failure;
}
