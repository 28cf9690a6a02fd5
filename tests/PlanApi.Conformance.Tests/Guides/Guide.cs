namespace PlanApi.Conformance.Tests.Guides;

/// <summary>An implementation guide that the product claims.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Package">The guide's package, <c>id#version</c>.</param>
/// <param name="Data">The file of required searches and must-support elements, or null where there is none.</param>
/// <param name="Tag">Starts the ids of the guide's examples here, so that guides do not meet.</param>
/// <param name="IsPublic">Whether it is for the directory; patient data otherwise.</param>
internal sealed record Guide(string Name, string Package, string? Data, string Tag, bool IsPublic)
{
    public static Guide UsCore { get; } = new("US Core 6.1.0", "hl7.fhir.us.core#6.1.0", "us-core-6.1.0.json", "u6", false);

    public static Guide UsCore3 { get; } = new("US Core 3.1.1", "hl7.fhir.us.core#3.1.1", "us-core-3.1.1.json", "u3", false);

    public static Guide Carin { get; } = new("CARIN Blue Button 2.0.0", "hl7.fhir.us.carin-bb#2.0.0", "carin-for-blue-button-2.0.0.json", "cb", false);

    public static Guide Pdex { get; } = new("PDex 2.0.0", "hl7.fhir.us.davinci-pdex#2.0.0", null, "px", false);

    public static Guide PlanNet { get; } = new("Plan-Net 1.1.0", "hl7.fhir.us.davinci-pdex-plan-net#1.1.0", "davinci-plan-net-1.1.0.json", "pn", true);

    public static Guide Formulary { get; } = new("US Drug Formulary 2.0.1", "hl7.fhir.us.davinci-drug-formulary#2.0.1", "davinci-us-drug-formulary-2.0.1.json", "df", true);

    public static IReadOnlyList<Guide> All { get; } = [UsCore, UsCore3, Carin, Pdex, PlanNet, Formulary];

    public static Guide Named(string name) => All.Single(g => g.Name == name);

    public override string ToString() => Name;
}
