using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Stories;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>The person's coverage by the plan, on their own contract or on a parent's.</summary>
internal static class CoverageResources
{
    public static void AddCoverage(this Chart chart, Member subscriber, Role role, DateOnly since, DateOnly? until)
    {
        var contract = subscriber.MemberNumber[..subscriber.MemberNumber.IndexOf('-', StringComparison.Ordinal)];
        chart.Add($"{chart.Member.PatientId}-coverage", Profiles.Carin("Coverage"), new Coverage
        {
            Identifier = [new Identifier(Systems.MemberNumbers, chart.Member.MemberNumber) { Type = Concept(Systems.V20203, "MB", "Member Number") }],
            Status = until is null ? FinancialResourceStatusCodes.Active : FinancialResourceStatusCodes.Cancelled,
            Type = Concept(Systems.Terminology("v3-ActCode"), "HMO", "health maintenance organization policy"),
            Subscriber = To("Patient", subscriber.PatientId, subscriber.FullName),
            SubscriberId = contract,
            Beneficiary = chart.Subject,
            Dependent = chart.Member.MemberNumber[^2..],
            Relationship = RelationshipOf(role),
            Period = During(since, until),
            Payor = [chart.Network.To(Facts.Network.Payer)],
            Class =
            [
                new() { Type = Concept(Systems.Terminology("coverage-class"), "group"), Value = "LK-1042", Name = "Lakeshore Teachers Association" },
                new() { Type = Concept(Systems.Terminology("coverage-class"), "plan"), Value = "LK-HMO-GOLD", Name = "Lakeshore Gold HMO" },
            ],
            Network = "Lakeshore Select",
        }, Profiles.UsCore("coverage"));
    }

    private static CodeableConcept RelationshipOf(Role role) => role switch
    {
        Role.Subscriber => Concept(Systems.Terminology("subscriber-relationship"), "self", "Self"),
        Role.Spouse => Concept(Systems.Terminology("subscriber-relationship"), "spouse", "Spouse"),
        Role.Child => Concept(Systems.Terminology("subscriber-relationship"), "child", "Child"),
    };
}
