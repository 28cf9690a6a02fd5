using PlanApi.SyntheticData.Codes;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>Why the plan does not pay a line.</summary>
/// <param name="Code">Claim adjustment reason code (X12), or for a pharmacy its reject code (NCPDP); their texts belong to their owners, so <paramref name="Note"/> is ours.</param>
/// <param name="MemberOwes">Whether the provider may bill the member.</param>
internal sealed record Denial(string Code, string Note, bool MemberOwes, bool Pharmacy = false)
{
    public static readonly Denial Duplicate = new("18", "This service was billed and paid before.", false);
    public static readonly Denial FiledLate = new("29", "The claim came after the time limit of the provider's contract. The provider may not bill the member.", false);
    public static readonly Denial NotCovered = new("96", "The plan does not cover this service. The member owes the amount billed.", true);
    public static readonly Denial NoAuthorization = new("197", "The service needs the plan's approval beforehand, and there was none. The provider may not bill the member.", false);
    public static readonly Denial DrugNeedsAuthorization = new("75", "The drug needs the plan's approval beforehand. The prescriber can ask for it.", false, Pharmacy: true);
    public static readonly Denial RefillTooSoon = new("79", "The refill was asked for before the last fill was used up.", false, Pharmacy: true);

    public Eob.AdjudicationComponent Reason => Pharmacy
        ? new() { Category = Concept(Systems.CarinDiscriminator, "rejectreason"), Reason = Concept(Systems.Terminology("NCPDPRejectCode"), Code) }
        : new() { Category = Concept(Systems.CarinDiscriminator, "adjustmentreason"), Reason = Concept(Systems.AdjustmentReasons, Code) };
}
