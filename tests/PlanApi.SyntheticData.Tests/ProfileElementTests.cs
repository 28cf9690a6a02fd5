using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Tests;

/// <summary>
/// Required elements and fixed values of the profiles, said as FHIRPath that must be true. Taken from the StructureDefinitions of US Core 6.1.0
/// and CARIN Blue Button 2.0.0.
/// </summary>
public sealed class ProfileElementTests
{
    private const string Claim = "identifier.where(type.coding.code = 'uc').value.exists() and use = 'claim' and outcome = 'complete' and billablePeriod.start.exists() and item.exists() and total.exists() and insurance.where(focal = true).count() = 1 and insurer.exists() and provider.exists() and careTeam.all(role.exists())";
    private const string Slice = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator";

    private static readonly Dictionary<string, string> Rules = new()
    {
        ["us-core-patient"] = "identifier.all(system.exists() and value.exists()) and name.family.exists() and gender.exists() and extension.where(url.endsWith('us-core-race')).extension.where(url = 'text').exists() and extension.where(url.endsWith('us-core-ethnicity')).exists() and extension.where(url.endsWith('us-core-birthsex')).exists() and communication.language.exists() and address.postalCode.exists() and telecom.all(system.exists() and value.exists())",
        ["C4BB-Patient"] = "identifier.where(type.coding.code = 'MB').exists() and address.country.exists()",
        ["C4BB-Coverage"] = "subscriberId.exists() and relationship.exists() and payor.count() = 1 and class.where(type.coding.code = 'plan').value.exists() and class.where(type.coding.code = 'group').value.exists()",
        ["us-core-encounter"] = "identifier.all(system.exists() and value.exists()) and type.exists() and subject.exists() and participant.individual.exists() and period.start.exists() and reasonCode.exists() and location.location.exists() and serviceProvider.exists()",
        ["us-core-condition-problems-health-concerns"] = "category.coding.where(code = 'problem-list-item').exists() and code.exists() and clinicalStatus.exists() and verificationStatus.exists() and recordedDate.exists()",
        ["us-core-condition-encounter-diagnosis"] = "category.coding.where(code = 'encounter-diagnosis').count() = 1 and encounter.exists() and code.exists()",
        ["us-core-blood-pressure"] = "code.coding.where(code = '85354-9').exists() and component.count() >= 2 and component.value.ofType(Quantity).all(unit = 'mm[Hg]' and code = 'mm[Hg]') and category.coding.code = 'vital-signs'",
        ["us-core-body-height"] = "code.coding.code = '8302-2' and (dataAbsentReason.exists() or value.code = 'cm') and category.coding.code = 'vital-signs' and effective.exists()",
        ["us-core-body-weight"] = "code.coding.code = '29463-7' and (dataAbsentReason.exists() or value.code = 'kg') and category.coding.code = 'vital-signs' and effective.exists()",
        ["us-core-bmi"] = "code.coding.code = '39156-5' and (dataAbsentReason.exists() or value.code = 'kg/m2') and category.coding.code = 'vital-signs'",
        ["us-core-heart-rate"] = "code.coding.code = '8867-4' and (dataAbsentReason.exists() or value.code = '/min') and category.coding.code = 'vital-signs'",
        ["us-core-smokingstatus"] = "category.coding.code = 'social-history' and value.exists() and effective.exists()",
        ["us-core-observation-lab"] = "category.coding.code = 'laboratory' and code.exists() and (dataAbsentReason.exists() or value.exists()) and specimen.exists()",
        ["us-core-diagnosticreport-lab"] = "category.coding.code = 'LAB' and effective.exists() and issued.exists() and result.exists()",
        ["us-core-diagnosticreport-note"] = "category.coding.code = 'LP29684-5' and effective.exists() and presentedForm.exists()",
        ["us-core-medicationrequest"] = "requester.exists() and intent = 'order' and authoredOn.exists() and dosageInstruction.text.exists() and dispenseRequest.numberOfRepeatsAllowed.exists()",
        ["us-core-medicationdispense"] = "subject.exists() and whenHandedOver.exists() and type.exists() and authorizingPrescription.exists()",
        ["us-core-immunization"] = "vaccineCode.exists() and occurrence.exists() and primarySource = true",
        ["us-core-allergyintolerance"] = "code.exists() and reaction.manifestation.exists() and clinicalStatus.exists()",
        ["us-core-careplan"] = "text.div.exists() and text.status = 'generated' and category.coding.where(code = 'assess-plan').count() = 1",
        ["us-core-careteam"] = "participant.exists() and participant.all(role.count() = 1 and member.exists())",
        ["us-core-goal"] = "description.text.exists() and start.exists() and target.due.exists()",
        ["us-core-documentreference"] = "type.exists() and category.coding.code = 'clinical-note' and content.attachment.data.exists() and content.format.exists() and context.encounter.exists()",
        ["us-core-implantable-device"] = "udiCarrier.count() = 1 and udiCarrier.deviceIdentifier.exists() and type.exists() and serialNumber.exists()",
        ["us-core-procedure"] = "performed.exists() and code.exists()",
        ["us-core-servicerequest"] = "code.exists() and category.exists() and authoredOn.exists() and requester.exists()",
        ["us-core-specimen"] = "type.exists()",
        ["us-core-provenance"] = "agent.where(type.coding.code = 'author').all(onBehalfOf.exists()) and agent.where(type.coding.code = 'transmitter').exists()",
        ["us-core-practitioner"] = "identifier.where(system = 'http://hl7.org/fhir/sid/us-npi').value.matches('^[0-9]{10}$') and name.family.exists()",
        ["us-core-practitionerrole"] = "(telecom.exists() or endpoint.exists()) and practitioner.exists() and specialty.exists() and code.exists()",
        ["us-core-organization"] = "active = true and name.exists()",
        ["us-core-location"] = "name.exists() and address.city.exists() and managingOrganization.exists()",
        ["us-core-medication"] = "code.exists()",
        ["C4BB-RelatedPerson"] = "active = true and name.exists() and relationship.exists() and patient.exists()",
        ["C4BB-ExplanationOfBenefit-Inpatient-Institutional"] = $"{Claim} and type.coding.code = 'institutional' and subType.coding.code = 'inpatient' and supportingInfo.where(category.coding.code = 'admissionperiod').timing.exists() and diagnosis.all(type.count() = 1) and procedure.all(type.count() = 1) and item.all(revenue.exists()) and adjudication.where(category.coding.where(system = '{Slice}' and code = 'benefitpaymentstatus').exists()).count() = 1",
        ["C4BB-ExplanationOfBenefit-Outpatient-Institutional"] = $"{Claim} and type.coding.code = 'institutional' and subType.coding.code = 'outpatient' and item.all(serviced.exists() and revenue.exists()) and diagnosis.all(type.count() = 1) and adjudication.where(category.coding.where(system = '{Slice}' and code = 'benefitpaymentstatus').exists()).count() = 1",
        ["C4BB-ExplanationOfBenefit-Professional-NonClinician"] = $"{Claim} and type.coding.code = 'professional' and diagnosis.all(type.count() = 1) and item.all(serviced.exists() and location.exists() and adjudication.where(category.coding.code = 'benefitpaymentstatus').count() = 1)",
        ["C4BB-ExplanationOfBenefit-Pharmacy"] = $"{Claim} and type.coding.code = 'pharmacy' and item.all(serviced.exists()) and supportingInfo.where(category.coding.code = 'dayssupply').value.exists() and supportingInfo.where(category.coding.code = 'dawcode').code.exists() and supportingInfo.where(category.coding.code = 'refillnum').value.exists() and supportingInfo.where(category.coding.code = 'refillsauthorized').value.exists() and adjudication.where(category.coding.code = 'benefitpaymentstatus').count() = 1",
        ["C4BB-ExplanationOfBenefit-Oral"] = $"{Claim} and type.coding.code = 'oral' and item.all(serviced.exists() and location.exists() and (subSite.empty() or bodySite.exists()) and adjudication.where(category.coding.code = 'benefitpaymentstatus').count() = 1) and adjudication.where(category.coding.code = 'renderingnetworkstatus').count() = 1 and adjudication.where(category.coding.code = 'benefitpaymentstatus').exists()",
    };

    [Fact]
    public void Every_resource_states_a_profile_with_its_version()
    {
        foreach (var resource in Households.Many.SelectMany(h => h.Resources))
        {
            resource.Meta!.Profile.ShouldNotBeEmpty();
            resource.Meta.Profile.ShouldAllBe(p => p!.EndsWith("|6.1.0", StringComparison.Ordinal) || p.EndsWith("|2.0.0", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Resources_have_the_elements_that_their_profiles_require()
    {
        var checkedProfiles = new HashSet<string>();
        foreach (var resource in Households.Many.SelectMany(h => h.Resources))
        {
            foreach (var profile in resource.Meta!.Profile.Select(p => p!.Split('/')[^1].Split('|')[0]))
            {
                if (Rules.TryGetValue(profile, out var rule))
                {
                    checkedProfiles.Add(profile);
                    resource.Predicate(rule).ShouldBeTrue($"{resource.TypeName}/{resource.Id} against {profile}");
                }
            }
        }

        checkedProfiles.ShouldBe(Rules.Keys, ignoreOrder: true);
    }

    [Fact]
    public void National_provider_numbers_have_the_right_check_digit()
    {
        var numbers = Households.Many[0].Shared.OfType<Practitioner>().SelectMany(p => p.Identifier).Concat(Households.Many[0].Shared.OfType<Organization>().SelectMany(o => o.Identifier))
            .Where(i => i.System == "http://hl7.org/fhir/sid/us-npi").Select(i => i.Value!).ToList();

        numbers.ShouldBeUnique();
        numbers.Count.ShouldBe(17);
        numbers.ShouldAllBe(n => Luhn("80840" + n) % 10 == 0);
    }

    private static int Luhn(string digits) => digits.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : ((c - '0') * 2 / 10) + ((c - '0') * 2 % 10)).Sum();
}
