using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Directory;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Formulary;

namespace PlanApi.SyntheticData;

/// <summary>
/// What a plan publishes: its provider and pharmacy directory (Plan-Net) and its formularies (US Drug Formulary). Made of the same facts as members' records, so that the
/// provider of a claim is in the directory, with the same id and NPI, and its drug on the formulary.
/// </summary>
public static class SyntheticPlan
{
    /// <param name="plan">What all ids start with: the plan of <see cref="Population.Household"/>, or the <see cref="HouseholdSeed.NetworkPrefix"/> of other households.</param>
    /// <param name="clinicians">How many at least; a larger directory has all of a smaller one.</param>
    /// <returns>Each before what refers to it; made one after another, as they are asked for.</returns>
    public static IEnumerable<Resource> Directory(string plan, int clinicians, DateOnly asOf) => new DirectoryResources(plan, asOf).All(new WiderNetwork(clinicians));

    /// <summary>Refers to the payer, networks and service area of the plan's directory.</summary>
    public static IEnumerable<Resource> Formulary(string plan, DateOnly asOf) => new FormularyResources(plan, asOf).All();
}
