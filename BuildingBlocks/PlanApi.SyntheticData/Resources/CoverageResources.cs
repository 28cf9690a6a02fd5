using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Stories;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>The person's coverage by the plan, on their own contract or on a spouse's or parent's, and by another plan before it.</summary>
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

    /// <summary>Another plan's coverage, on a spouse's contract, which pays before ours; and that plan.</summary>
    public static void AddPrimaryCoverage(this Chart chart, DateOnly since)
    {
        var (payer, id) = ($"{chart.Member.PatientId}-other-payer", $"{chart.Member.PatientId}-coverage-other");
        chart.Add(payer, Profiles.UsCore("organization"), new Organization
        {
            Identifier = [new Identifier("urn:oid:2.16.840.1.113883.6.300", "95378") { Type = Concept(Systems.CarinIdentifier, "naiccode") }],
            Active = true,
            Type = [Concept(Systems.Terminology("organization-type"), "pay", "Payer")],
            Name = "Seaboard Mutual Health",
            Telecom = [Phone("(860) 555-0199", ContactPoint.ContactPointUse.Work)],
            Address = [At(new("500 Constitution Plaza", "Hartford", "CT", "06103"), Address.AddressUse.Work)],
        }, Profiles.Carin("Organization"));
        var number = $"{chart.Chance.Between(100_000, 999_999)}";
        chart.Add(id, Profiles.Carin("Coverage"), new Coverage
        {
            Identifier = [new Identifier("https://seaboard.example/member-number", $"SM{number}02") { Type = Concept(Systems.V20203, "MB", "Member Number") }],
            Status = FinancialResourceStatusCodes.Active,
            Type = Concept(Systems.Terminology("v3-ActCode"), "PPO", "preferred provider organization policy"),
            SubscriberId = $"SM{number}",
            Beneficiary = chart.Subject,
            Dependent = "02",
            Relationship = RelationshipOf(Role.Spouse),
            Period = During(since, null),
            Payor = [To("Organization", payer, "Seaboard Mutual Health")],
            Class =
            [
                new() { Type = Concept(Systems.Terminology("coverage-class"), "group"), Value = "SB-77", Name = "Harbor Works" },
                new() { Type = Concept(Systems.Terminology("coverage-class"), "plan"), Value = "SB-PPO", Name = "Seaboard Choice PPO" },
            ],
            Order = 1,
        }, Profiles.UsCore("coverage"));
        chart.PrimaryCoverage = To("Coverage", id);
        ((Coverage)chart.Resources.First(r => r is Coverage)).Order = 2;
    }

    private static CodeableConcept RelationshipOf(Role role) => role switch
    {
        Role.Subscriber => Concept(Systems.Terminology("subscriber-relationship"), "self", "Self"),
        Role.Spouse => Concept(Systems.Terminology("subscriber-relationship"), "spouse", "Spouse"),
        Role.Child => Concept(Systems.Terminology("subscriber-relationship"), "child", "Child"),
    };
}
