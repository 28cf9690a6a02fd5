using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.ServeRecords;

namespace PlanApi.PatientAccess.MemberData;

/// <param name="Whose">Null when no record is linked to the account; then only the address counts.</param>
/// <param name="Email">The account's address, which member services link a record to.</param>
public sealed record MemberDataView(WhoseRecordView? Whose, string Email, string DownloadPath, IReadOnlyList<SectionLink> Sections);

/// <param name="Count">How many entries there are.</param>
public sealed record SectionLink(string Title, string Path, long Count);

/// <summary>The record's first page: what is in it, and how much.</summary>
internal static class MemberData
{
    public const string Path = PatientAccessPaths.MemberData;

    /// <summary>The query parameter that says whose record is meant; without it, the member's own.</summary>
    public const string Person = "person";

    public sealed class Show(LinkedRecords records, RecordBranches branches) : RecordEndpoint(records)
    {
        protected override string Address => Path;

        protected override async Task<IResult> Answer(OpenedRecord opened, CancellationToken ct)
        {
            var record = opened.Record;
            var repository = branches.Members.As(record.Access);
            List<SectionLink> sections = [];
            foreach (var section in RecordSections.All)
            {
                sections.Add(new(Texts.Say(section.Title), record.PathOf(section.Path), await repository.Count(branches.Members.Query(section.Type), ct)));
            }

            return Html.Page<MemberDataPage, MemberDataView>(new(opened.Whose(Path), "", record.PathOf(DownloadRecord.Path), sections));
        }
    }
}
