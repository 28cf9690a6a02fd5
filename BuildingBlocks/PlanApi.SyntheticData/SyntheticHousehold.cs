using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData;

/// <summary>One synthetic patient with everything that belongs to it; Provenance comes last, after its targets.</summary>
public sealed record SyntheticPatient(string PatientId, string DisplayName, DateOnly BirthDate, IReadOnlyList<Resource> Resources);

/// <summary>People who share a plan, and the payer and providers their records refer to.</summary>
public sealed record SyntheticHousehold(IReadOnlyList<Resource> Shared, IReadOnlyList<SyntheticPatient> Patients)
{
    /// <summary>Everything, in an order in which no resource comes before one that decides whose it is.</summary>
    public IEnumerable<Resource> Resources => Shared.Concat(Patients.SelectMany(p => p.Resources));
}
