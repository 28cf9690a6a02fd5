using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Validation;

/// <summary>
/// The elements of type CodeableConcept that R4 itself binds to a required value set (terminologies.html#required): one of their codings
/// is of the set. Required codes of type <c>code</c> are checked by the SDK, which knows the sets.
/// </summary>
internal static class RequiredBindings
{
    private const string Systems = "http://terminology.hl7.org/CodeSystem/";

    /// <summary>By element: the code system and the codes of the set.</summary>
    public static IReadOnlyDictionary<string, (string System, string[] Codes)> All { get; } = new Dictionary<string, (string System, string[] Codes)>
    {
        ["AllergyIntolerance.clinicalStatus"] = (Systems + "allergyintolerance-clinical", ["active", "inactive", "resolved"]),
        ["AllergyIntolerance.verificationStatus"] = (Systems + "allergyintolerance-verification", ["unconfirmed", "confirmed", "refuted", "entered-in-error"]),
        ["Condition.clinicalStatus"] = (Systems + "condition-clinical", ["active", "recurrence", "relapse", "inactive", "remission", "resolved"]),
        ["Condition.verificationStatus"] = (Systems + "condition-ver-status", ["unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"]),
        ["InsurancePlan.plan.specificCost.benefit.cost.applicability"] = (Systems + "applicability", ["in-network", "out-of-network", "other"]),
    };

    /// <summary>What a resource and those it contains have outside the sets.</summary>
    public static IEnumerable<Problem> ProblemsIn(Resource resource, string path) => (resource switch
    {
        AllergyIntolerance a => [("clinicalStatus", "", a.ClinicalStatus), ("verificationStatus", "", a.VerificationStatus)],
        Condition c => [("clinicalStatus", "", c.ClinicalStatus), ("verificationStatus", "", c.VerificationStatus)],
        InsurancePlan p => Applicabilities(p),
        _ => Enumerable.Empty<(string Element, string Place, CodeableConcept? Concept)>(),
    })
        .Where(e => e.Concept is not null && !IsOf(e.Concept, All[$"{resource.TypeName}.{e.Element}"]))
        .Select(e => new Problem($"{path}.{(e.Place.Length > 0 ? e.Place : e.Element)}", $"None of the codings is of the required value set of {resource.TypeName}.{e.Element}."))
        .Concat((resource as DomainResource)?.Contained.SelectMany((inner, i) => ProblemsIn(inner, $"{path}.contained[{i}]")) ?? []);

    private static bool IsOf(CodeableConcept concept, (string System, string[] Codes) set) =>
        concept.Coding.Any(c => c.System == set.System && set.Codes.Contains(c.Code));

    private static IEnumerable<(string Element, string Place, CodeableConcept? Concept)> Applicabilities(InsurancePlan plan) =>
        from p in plan.Plan.Index()
        from s in p.Item.SpecificCost.Index()
        from b in s.Item.Benefit.Index()
        from c in b.Item.Cost.Index()
        select ("plan.specificCost.benefit.cost.applicability", $"plan[{p.Index}].specificCost[{s.Index}].benefit[{b.Index}].cost[{c.Index}].applicability", (CodeableConcept?)c.Item.Applicability);
}
