using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PlanApi.Fhir;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>Where a page of a section begins, as links say it: sealed, because the day of a visit has no place in addresses and their logs.</summary>
internal sealed class PageMarks(IDataProtectionProvider protection)
{
    /// <summary>The query parameter that carries one.</summary>
    public const string After = "after";

    /// <param name="after">Where the page itself began; null for the first.</param>
    /// <param name="last">Where the next one begins; null for none.</param>
    /// <param name="query">What else the pages' links say.</param>
    public OtherPages Around(LinkedRecord record, RecordSection section, SearchPosition? after, SearchPosition? last, params (string Name, string Value)[] query) => new(
        after is null ? null : record.PathOf(section.Path, query),
        last is null ? null : record.PathOf(section.Path, [.. query, (After, Seal(record, section, last))]));

    private string Seal(LinkedRecord record, RecordSection section, SearchPosition position) =>
        Protector(record, section).Protect(string.Create(CultureInfo.InvariantCulture, $"{((DateTime)position.Values[0]!).Ticks} {position.Id}"));

    /// <summary>Null without one, and for one that is not ours for this record and section.</summary>
    public SearchPosition? Open(LinkedRecord record, RecordSection section, string? mark)
    {
        if (mark is null)
        {
            return null;
        }

        try
        {
            return Protector(record, section).Unprotect(mark).Split(' ') is [var ticks, var id]
                ? new([new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc)], id)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(LinkedRecord record, RecordSection section) => protection.CreateProtector("PlanApi.PatientAccess.MemberData", record.PatientId, section.Key);
}
