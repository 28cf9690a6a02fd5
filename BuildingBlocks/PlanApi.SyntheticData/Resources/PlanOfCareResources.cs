using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>What was planned, what it is to reach, and who takes part.</summary>
internal static class PlanOfCareResources
{
    public static string AddGoal(this Chart chart, Visit visit, string description, DateOnly due)
    {
        var id = chart.NewId("goal");
        chart.Add(id, Profiles.UsCore("goal"), new Goal
        {
            LifecycleStatus = due <= chart.AsOf ? Goal.GoalLifecycleStatus.Completed : Goal.GoalLifecycleStatus.Active,
            Description = new() { Text = description },
            Subject = chart.Subject,
            Start = new Date(Iso(visit.Day)),
            Target = [new() { Due = new Date(Iso(due)) }],
            ExpressedBy = chart.Network.To(visit.Clinician),
        });
        return id;
    }

    public static void AddCareTeam(this Chart chart, Visit visit, params IReadOnlyList<(Clinician Member, string RoleCode, string Role)> members) =>
        chart.Add(chart.NewId("team"), Profiles.UsCore("careteam"), new CareTeam
        {
            Status = CareTeam.CareTeamStatus.Active,
            Name = $"Care team of {chart.Member.FullName}",
            Subject = chart.Subject,
            Period = During(visit.Day, null),
            Participant =
            [
                .. members.Select(m => new CareTeam.ParticipantComponent { Role = [Concept(Systems.Snomed, m.RoleCode, m.Role)], Member = chart.Network.To(m.Member) }),
                new() { Role = [Concept(Systems.Snomed, "116154003", "Patient")], Member = chart.Subject },
            ],
        });

    public static void AddCarePlan(this Chart chart, Visit visit, string title, string text, string condition, params IReadOnlyList<string> goals) =>
        chart.Add(chart.NewId("plan"), Profiles.UsCore("careplan"), new CarePlan
        {
            Text = Narrative(text),
            Status = RequestStatus.Active,
            Intent = CarePlan.CarePlanIntent.Plan,
            Category = [Concept("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan", "Assessment and Plan of Treatment")],
            Title = title,
            Description = text,
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Period = During(visit.Day, null),
            Created = Iso(visit.Start),
            Author = chart.Network.To(visit.Clinician),
            Addresses = [To("Condition", condition)],
            Goal = [.. goals.Select(g => To("Goal", g))],
        });
}
