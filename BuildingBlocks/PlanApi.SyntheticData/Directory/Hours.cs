using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;

namespace PlanApi.SyntheticData.Directory;

/// <summary>When places are open and clinicians there.</summary>
internal sealed record Hours(bool AllDay, string Opening, string Closing, IReadOnlyList<DaysOfWeek> Days)
{
    public static readonly IReadOnlyList<DaysOfWeek> Weekdays = [DaysOfWeek.Mon, DaysOfWeek.Tue, DaysOfWeek.Wed, DaysOfWeek.Thu, DaysOfWeek.Fri];
    private static readonly DaysOfWeek[] Weekend = [DaysOfWeek.Sat, DaysOfWeek.Sun];

    /// <summary>By the week; each line is one stretch.</summary>
    public static IReadOnlyList<Hours> Of(PlaceKind kind) => kind switch
    {
        PlaceKind.Hospital or PlaceKind.HomeCare => [new(true, "", "", [.. Weekdays, .. Weekend])],
        PlaceKind.UrgentCare => [new(false, "08:00:00", "20:00:00", [.. Weekdays, .. Weekend])],
        PlaceKind.Pharmacy => [new(false, "08:00:00", "21:00:00", Weekdays), new(false, "09:00:00", "18:00:00", Weekend)],
        PlaceKind.Payer or PlaceKind.MailOrderPharmacy or PlaceKind.Clinic or PlaceKind.DentalOffice => [new(false, "08:00:00", "17:00:00", Weekdays)],
    };

    public static bool IsAlwaysOpen(PlaceKind kind) => Of(kind)[0].AllDay;

    /// <summary>The day on which everything that is not always open is shut.</summary>
    public static (string Name, Period Day) NextHoliday(DateOnly asOf)
    {
        var day = $"{asOf.Year + 1}-01-01";
        return ("New Year's Day", new() { Start = day, End = day });
    }
}
