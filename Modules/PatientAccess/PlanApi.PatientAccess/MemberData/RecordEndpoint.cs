using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>A page about one record that the signed-in member may open. Without any it says so; a person who is not the member's to see is not found.</summary>
internal abstract class RecordEndpoint(LinkedRecords records) : EndpointWithoutRequest
{
    protected abstract string Address { get; }

    protected abstract Task<IResult> Answer(OpenedRecord opened, CancellationToken ct);

    public sealed override void Configure()
    {
        Get(Address);
        Policies(SignInPolicies.Member);
    }

    public sealed override async Task HandleAsync(CancellationToken ct)
    {
        var linked = await records.Of(User.AccountId(), ct);
        if (linked.Count == 0)
        {
            await Send.ResultAsync(Html.Page<MemberDataPage, MemberDataView>(new(null, User.Email(), "", [])));
            return;
        }

        var person = Query<string>(MemberData.Person, isRequired: false);
        var record = string.IsNullOrEmpty(person) ? linked[0] : linked.FirstOrDefault(r => r.PatientId == person);
        await Send.ResultAsync(record is null ? Html.NotFound : await Answer(new(record, linked), ct));
    }
}

/// <summary>The record that is looked at, among those that could be.</summary>
internal sealed record OpenedRecord(LinkedRecord Record, IReadOnlyList<LinkedRecord> All)
{
    /// <param name="path">Where another person's tab leads.</param>
    public WhoseRecordView Whose(string path) => new(
        Record.Patient.DisplayName,
        Record.Patient.BirthDate,
        Record.IsOwn ? null : Record.Link.Relationship,
        Record.Link.Until,
        All.Count == 1 ? [] : [.. All.Select(r => new PersonTab(r.Patient.DisplayName, r.PathOf(path), r == Record))]);
}

/// <param name="Relationship">What the member is to the person; null for the member's own record.</param>
/// <param name="People">All the persons to choose from; empty when there is one.</param>
public sealed record WhoseRecordView(string Name, DateOnly? BirthDate, string? Relationship, DateOnly? Until, IReadOnlyList<PersonTab> People);

public sealed record PersonTab(string Name, string Path, bool IsShown);
