namespace PlanApi.SyntheticData.Codes;

/// <summary>Code systems by their canonical URLs.</summary>
internal static class Systems
{
    public const string Snomed = "http://snomed.info/sct";
    public const string Loinc = "http://loinc.org";
    public const string RxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
    public const string Ndc = "http://hl7.org/fhir/sid/ndc";
    public const string Cvx = "http://hl7.org/fhir/sid/cvx";
    public const string Icd10Cm = "http://hl7.org/fhir/sid/icd-10-cm";
    public const string Icd10Pcs = "http://www.cms.gov/Medicare/Coding/ICD10";
    public const string Hcpcs = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
    public const string Cdt = "http://www.ada.org/cdt";
    public const string Nucc = "http://nucc.org/provider-taxonomy";
    public const string Npi = "http://hl7.org/fhir/sid/us-npi";
    public const string Ucum = "http://unitsofmeasure.org";
    public const string V20203 = "http://terminology.hl7.org/CodeSystem/v2-0203";
    public const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";
    public const string PlaceOfService = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set";

    /// <summary>Numbers that this plan gives out.</summary>
    public const string MemberNumbers = "https://lakeshore.example/fhir/member-number";
    public const string ClaimNumbers = "https://lakeshore.example/fhir/claim-number";
    public const string EncounterNumbers = "https://lakeshore.example/fhir/encounter-number";
    public const string NetworkNumbers = "https://lakeshore.example/fhir/network";
    public const string PlanNumbers = "https://lakeshore.example/fhir/insurance-plan";
    public const string SiteNumbers = "https://lakeshore.example/fhir/site";
    public const string ServiceNumbers = "https://lakeshore.example/fhir/service";
    public const string ContractNumbers = "https://lakeshore.example/fhir/contract";
    public const string LicenseNumbers = "https://lakeshore.example/fhir/license";

    private const string Carin = "http://hl7.org/fhir/us/carin-bb/CodeSystem/";
    public const string CarinIdentifier = Carin + "C4BBIdentifierType";
    public const string CarinAdjudication = Carin + "C4BBAdjudication";
    public const string CarinDiscriminator = Carin + "C4BBAdjudicationDiscriminator";
    public const string CarinPayerStatus = Carin + "C4BBPayerAdjudicationStatus";
    public const string CarinSupportingInfo = Carin + "C4BBSupportingInfoType";
    public const string CarinCareTeamRole = Carin + "C4BBClaimCareTeamRole";
    public const string CarinDiagnosisType = Carin + "C4BBClaimDiagnosisType";
    public const string CarinProcedureType = Carin + "C4BBClaimProcedureType";
    public const string CarinSubType = Carin + "C4BBInstitutionalClaimSubType";
    public const string CarinSurface = Carin + "C4BBSurfaceCodes";

    public const string CarinRelatedClaim = Carin + "C4BBRelatedClaimRelationshipCodes";
    public const string CarinCompound = Carin + "C4BBCompoundLiteral";

    private const string Pdex = "http://hl7.org/fhir/us/davinci-pdex/CodeSystem/";
    public const string PdexDiscriminator = Pdex + "PDexAdjudicationDiscriminator";
    public const string PriorAuthorizationValues = Pdex + "PriorAuthorizationValueCodes";

    /// <summary>Why a claim was adjusted, and what services are asked for: codes of X12, whose texts are theirs.</summary>
    public const string AdjustmentReasons = "https://x12.org/codes/claim-adjustment-reason-codes";
    public const string ServiceTypes = "https://x12.org/codes/service-type-codes";

    /// <summary>Code systems of HL7 terminology, by their last segment.</summary>
    public static string Terminology(string name) => $"http://terminology.hl7.org/CodeSystem/{name}";

    /// <summary>Code systems of the National Uniform Billing Committee; its codes carry no descriptions here.</summary>
    public static string Nubc(string name) => $"https://www.nubc.org/CodeSystem/{name}";
}
