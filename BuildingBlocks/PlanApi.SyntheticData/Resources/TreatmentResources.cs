using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>What was ordered and done: referrals, procedures, implants.</summary>
internal static class TreatmentResources
{
    /// <param name="to">Whom the patient is sent to.</param>
    public static string AddReferral(this Chart chart, Visit visit, CodeableConcept what, Diagnosis reason, DateOnly due, Clinician to)
    {
        var id = chart.NewId("order");
        chart.Add(id, Profiles.UsCore("servicerequest"), new ServiceRequest
        {
            Status = RequestStatus.Completed,
            Intent = RequestIntent.Order,
            Category = [Concept(Systems.Snomed, "3457005", "Patient referral")],
            Code = what,
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Occurrence = When(due),
            AuthoredOn = Iso(visit.At(30)),
            Requester = chart.Network.To(visit.Clinician),
            Performer = [chart.Network.RoleOf(to)],
            ReasonCode = [Concept(Systems.Snomed, reason.Snomed, reason.Text)],
        });
        return id;
    }

    public static void AddProcedure(this Chart chart, Visit visit, CodeableConcept code, string? order = null) =>
        chart.Add(chart.NewId("proc"), Profiles.UsCore("procedure"), new Procedure
        {
            BasedOn = order is null ? [] : [To("ServiceRequest", order)],
            Status = EventStatus.Completed,
            Code = code,
            Subject = chart.Subject,
            Encounter = To("Encounter", visit.EncounterId),
            Performed = When(visit.At(40)),
            Performer = [new() { Actor = chart.Network.To(visit.Clinician) }],
            Location = chart.Network.SiteOf(visit.Clinician),
            ReasonCode = [Concept(Systems.Snomed, visit.Reason.Snomed, visit.Reason.Text)],
        });

    public static void AddImplant(this Chart chart, DateOnly made, CodeableConcept type)
    {
        var (lot, serial) = ($"L{chart.Chance.Between(10000, 99999)}", $"S{chart.Chance.Between(100000, 999999)}");
        var expires = made.AddYears(10);
        chart.Add(chart.NewId("device"), Profiles.UsCore("implantable-device"), new Device
        {
            UdiCarrier =
            [
                new()
                {
                    DeviceIdentifier = "09504000059118",
                    CarrierHRF = $"(01)09504000059118(11){made:yyMMdd}(17){expires:yyMMdd}(10){lot}(21){serial}",
                },
            ],
            Status = Device.FHIRDeviceStatus.Active,
            ManufactureDate = Iso(made),
            ExpirationDate = Iso(expires),
            LotNumber = lot,
            SerialNumber = serial,
            Type = type,
            Patient = chart.Subject,
        });
    }
}
