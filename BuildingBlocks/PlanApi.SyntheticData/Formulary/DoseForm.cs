namespace PlanApi.SyntheticData.Formulary;

/// <summary>In what form a drug comes, by SNOMED CT.</summary>
internal sealed record DoseForm(string Snomed, string Text, string Word)
{
    public static readonly DoseForm Tablet = new("421026006", "Oral tablet", "Tablet");
    public static readonly DoseForm Capsule = new("420692007", "Oral capsule", "Capsule");
    public static readonly DoseForm Suspension = new("385024007", "Oral suspension", "Suspension");
    public static readonly DoseForm Inhaler = new("420641004", "Solution for inhalation", "Inhal");
    public static readonly DoseForm Injection = new("385219001", "Solution for injection", "Inject");
    public static readonly DoseForm NasalSpray = new("385157007", "Nasal spray", "Nasal Spray");
    private static readonly DoseForm[] All = [NasalSpray, Capsule, Suspension, Inhaler, Injection, Tablet];

    /// <summary>What a drug's name says.</summary>
    public static DoseForm In(string drugName) => All.First(f => drugName.Contains(f.Word, StringComparison.OrdinalIgnoreCase) || f == Tablet);
}
