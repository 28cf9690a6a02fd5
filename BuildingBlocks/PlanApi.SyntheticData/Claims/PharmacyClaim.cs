using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Resources;
using static PlanApi.SyntheticData.Resources.Build;
using Eob = Hl7.Fhir.Model.ExplanationOfBenefit;

namespace PlanApi.SyntheticData.Claims;

/// <summary>A claim of a pharmacy for one fill (C4BB ExplanationOfBenefit Pharmacy).</summary>
internal static class PharmacyClaim
{
    /// <param name="compounded">What the pharmacist mixed it of, if so.</param>
    /// <param name="fill">0 for the first fill, then the number of the refill.</param>
    public static Eob AddPharmacyClaim(this Chart chart, Prescription prescription, DateOnly day, int fill, Denial? denied = null, params IReadOnlyList<Drug> compounded)
    {
        var drug = prescription.Drug;
        var (id, claim) = ClaimParts.Begin(chart, "pharmacy", day, day, chart.Network.To(chart.Care.Pharmacy));
        claim.AddCareTeam(chart.Network.To(prescription.Prescriber), ClaimParts.Role("prescribing"));
        claim.AddCareTeam(chart.Network.To(chart.Care.Pharmacy), Concept(Systems.Terminology("claimcareteamrole"), "primary", "Primary provider"));
        claim.AddInfo("dayssupply", value: new Quantity { Value = drug.DaysSupply });
        claim.AddInfo("dawcode", Concept(Systems.Terminology("NCPDPDispensedAsWrittenOrProductSelectionCode"), "0"));
        claim.AddInfo("refillnum", value: new Quantity { Value = fill });
        claim.AddInfo("refillsauthorized", value: new Quantity { Value = prescription.Refills });
        claim.AddInfo("brandgenericindicator", Concept(Systems.Terminology("NCPDPBrandGenericIndicator"), drug.Brand ? "1" : "2"));
        claim.AddInfo("rxorigincode", Concept(Systems.Terminology("NCPDPPrescriptionOriginCode"), "3"));
        claim.AddInfo("compoundcode", Concept(Systems.Terminology("NCPDPCompoundCode"), compounded.Count > 0 ? "2" : "1"));

        var line = new ClaimLine(Systems.Ndc, drug.Ndc, drug.Text, drug.Billed, drug.Allowed, drug.Brand ? CostRule.BrandDrug : CostRule.GenericDrug, drug.Quantity) { Denied = denied };
        var amounts = chart.Adjudicate(line, day);
        claim.Item =
        [
            new()
            {
                Sequence = 1,
                CareTeamSequence = [1],
                ProductOrService = compounded.Count > 0 ? Concept(Systems.CarinCompound, "compound", "compound") : Concept(line.System, line.Code, line.Text),
                Serviced = new Date(Iso(day)),
                Quantity = Measure(line.Quantity, drug.Unit),
                Adjudication = ClaimParts.Adjudications(amounts),
                Detail =
                [
                    .. compounded.Select((part, n) => new Eob.DetailComponent
                    {
                        Sequence = n + 1,
                        ProductOrService = Concept(Systems.Ndc, part.Ndc, part.Text),
                        Quantity = Measure(part.Quantity, part.Unit),
                    }),
                ],
            },
        ];
        claim.ExplainAll([line]);
        claim.Adjudication = [ClaimParts.InNetwork("billingnetworkstatus"), ClaimParts.InNetwork("benefitpaymentstatus")];
        claim.Close(chart, amounts, day);
        chart.Add(id, Profiles.Carin("ExplanationOfBenefit-Pharmacy"), claim);
        return claim;
    }
}
