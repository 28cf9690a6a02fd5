namespace PlanApi.BuildingBlocks.Smart;

/// <summary>Every scope and type this server supports, with its meaning in plain words. Anything not here is not granted.</summary>
internal static class ScopeWords
{
    public static readonly OrderedDictionary<string, string> IdentityAndLaunch = new()
    {
        [Scope.OpenId] = "Confirm that it is you who signed in",
        [Scope.FhirUser] = "Know which person in the health record you are",
        [Scope.Profile] = "Know your name",
        [Scope.OfflineAccess] = "Keep access when you are not using the app",
        [Scope.OnlineAccess] = "Keep access while you are signed in, for 12 hours at most",
        [Scope.Launch] = "Know whose record it was opened for",
        [Scope.LaunchPatient] = "Ask whose record to open",
    };

    public static readonly OrderedDictionary<string, string> Types = new()
    {
        ["AllergyIntolerance"] = "Allergies and bad reactions",
        ["CarePlan"] = "Care plans",
        ["CareTeam"] = "People who take part in the care",
        ["Condition"] = "Illnesses, diagnoses and health concerns",
        ["Coverage"] = "Health plans and dates of coverage",
        ["Device"] = "Implants and other medical devices",
        ["DiagnosticReport"] = "Reports of labs and imaging",
        ["DocumentReference"] = "Clinical notes and documents",
        ["Encounter"] = "Visits and hospital stays",
        ["ExplanationOfBenefit"] = "Claims, payments and costs",
        ["Goal"] = "Goals of treatment",
        ["Immunization"] = "Vaccines",
        ["Location"] = "Places where care was given",
        ["Medication"] = "Details of medicines",
        ["MedicationDispense"] = "Medicines handed out by pharmacies",
        ["MedicationRequest"] = "Prescriptions",
        ["Observation"] = "Lab results, vital signs and other measurements",
        ["Organization"] = "Hospitals, practices, pharmacies and plans",
        ["Patient"] = "Name, date of birth, address and contact details",
        ["Practitioner"] = "Doctors, nurses and other professionals",
        ["PractitionerRole"] = "What professionals do, where and for whom",
        ["Procedure"] = "Operations and treatments",
        ["Provenance"] = "Who recorded the data, and when",
        ["RelatedPerson"] = "Family and others who act for the person",
        ["ServiceRequest"] = "Orders for tests and treatments",
        ["Specimen"] = "Samples taken for tests",
    };
}
