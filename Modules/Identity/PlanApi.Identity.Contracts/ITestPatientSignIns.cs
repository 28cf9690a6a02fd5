namespace PlanApi.Identity.Contracts;

/// <summary>How automated tests sign in as a synthetic patient at the sandbox's authorize page.</summary>
public sealed record TestSignIn(string PatientId, string UserName, string Password);

/// <summary>Sign-ins of synthetic patients. Passwords are derived, not stored: they guard made-up data and must be shown again.</summary>
public interface ITestPatientSignIns
{
    /// <summary>Makes the sign-in if it is not there yet. Same organization and patient, same sign-in.</summary>
    Task<TestSignIn> Ensure(string organizationId, string patientId, string displayName, CancellationToken ct);

    Task<IReadOnlyList<TestSignIn>> Of(string organizationId, CancellationToken ct);

    /// <summary>Ends the sign-in, when its patient is removed.</summary>
    Task Remove(string organizationId, string patientId, CancellationToken ct);
}
