using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData;

/// <summary>One synthetic patient with everything that belongs to it; Provenance comes last, after its targets.</summary>
public sealed record SyntheticPatient(string PatientId, string DisplayName, DateOnly BirthDate, IReadOnlyList<Resource> Resources);

/// <summary>People who share a plan, and the payer and providers their records refer to, who are made when they are asked for.</summary>
public sealed class SyntheticHousehold(IEnumerable<Resource> shared, IReadOnlyList<SyntheticPatient> patients)
{
    private readonly Lazy<IReadOnlyList<Resource>> _shared = new(() => [.. shared]);

    public IReadOnlyList<Resource> Shared => _shared.Value;

    public IReadOnlyList<SyntheticPatient> Patients => patients;

    /// <summary>Everything, in an order in which no resource comes before one that decides whose it is.</summary>
    public IEnumerable<Resource> Resources => Shared.Concat(Patients.SelectMany(p => p.Resources));
}
