using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.PatientAccess.MemberData;

/// <param name="Columns">Titles; the first is of what an entry is.</param>
public sealed record SectionView(
    WhoseRecordView Whose, AreaLink Back, string Title, string Nothing, IReadOnlyList<string> Columns, IReadOnlyList<SectionRow> Rows, OtherPages Pages);

/// <param name="Cells">One for each column, "" where there is nothing to say.</param>
/// <param name="Text">A longer text; "" for none.</param>
public sealed record SectionRow(IReadOnlyList<string> Cells, string Text);

/// <summary>Where the neighbours of a page are; null where there is none.</summary>
public sealed record OtherPages(string? Newest, string? Older);

/// <summary>One part of the record, newest first.</summary>
internal static class ShowSection
{
    public sealed class Show(LinkedRecords records, RecordReader reader, PageMarks marks) : RecordEndpoint(records)
    {
        protected override string Address => $"{MemberData.Path}/{{section}}";

        protected override async Task<IResult> Answer(OpenedRecord opened, CancellationToken ct)
        {
            var record = opened.Record;
            var mark = Query<string>(PageMarks.After, isRequired: false);
            if (RecordSections.Find(Route<string>("section")!) is not { } section || (marks.Open(record, section, mark) is var after && mark is not null && after is null))
            {
                return Html.NotFound;
            }

            var page = await reader.Page(record, section, after, notBefore: null, e => RowOf(section, e), ct);
            return Html.Page<SectionPage, SectionView>(new(
                opened.Whose(section.Path),
                new(Texts.Say("My data"), record.PathOf(MemberData.Path)),
                Texts.Say(section.Title),
                Texts.Say(section.Nothing),
                [.. section.Columns.Select(c => Texts.Say(c.Title))],
                page.Rows,
                marks.Around(record, section, after, page.Last)));
        }

        private static SectionRow RowOf(RecordSection section, RecordEntry entry) => new([.. section.Columns.Select(c => c.Says(entry))], section.Reads(entry));
    }
}
