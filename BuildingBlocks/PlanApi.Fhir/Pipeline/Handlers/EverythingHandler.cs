using System.Text;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;
using PlanApi.Fhir.Store;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>
/// Patient/$everything (operation-patient-everything.html): the patient, what it owns, then the shared resources that those refer to,
/// of the types that the access may both read and search. Without <c>_count</c> everything comes in one bundle, fetched while it is written.
/// </summary>
internal sealed class EverythingHandler(Cursors cursors)
{
    private const int LargestPage = 1000;

    public async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        var asked = PageArguments.Read(request, LargestPage);
        var types = EverythingTypes.Of(context);
        if ((asked.Failure ?? types.Failure ?? Strictness.Refusal(request)) is { } failure)
        {
            context.Fail(failure);
            return;
        }

        // Without an id the patient is the one of the access.
        var id = request.Id ?? (context.Access as Access.Compartment)?.Patient;
        var patient = id is null ? null : await context.Repository.Find("Patient", id, ct);
        var start = asked.Cursor is { } cursor ? cursors.Open(cursor.Value, context) : [];
        if (patient is null || context.Record(types.Value!, asked.Since) is not { } record)
            context.Fail(404, IssueCode.NotFound, $"Patient/{id} is not known here.");
        else if (patient.Deleted)
            context.Fail(410, IssueCode.Deleted, $"Patient/{id} was deleted.");
        else if (start is null)
            context.Fail(Cursors.Refused);
        else
            await Answer(context, record, asked, Encoding.UTF8.GetString(start), ct);
    }

    private async ValueTask Answer(FhirContext context, RecordWalk record, PageArguments asked, string start, CancellationToken ct)
    {
        var (request, response) = (context.Request, context.Response);
        var first = SelfLink.At($"{context.Branch.BaseUrl}/{request.Type}{(request.Id is null ? "" : "/" + request.Id)}/$everything", request);
        var self = asked.Cursor is { } cursor ? SelfLink.With(first, Cursors.Argument, cursor.Value) : first;
        response.Status = 200;
        if (asked.Count is not { } count)
        {
            response.Streams = true;
            response.Body = new BundleBody(context.Branch.BaseUrl, "searchset")
            {
                Id = request.RequestId,
                Links = new(self),
                Matches = [],
                Issues = response.Issues,
                Following = await Counted(record.From(start, null, ct), response, ct),
            };
            return;
        }

        var (own, shared, last) = await record.Page(start, count, ct);
        response.Disclosed = own.Count + shared.Count;
        response.Body = new BundleBody(context.Branch.BaseUrl, "searchset")
        {
            Id = request.RequestId,
            Links = new(self)
            {
                First = last is null && asked.Cursor is null ? null : first,
                Next = last is null ? null : SelfLink.With(first, Cursors.Argument, cursors.Seal(Encoding.UTF8.GetBytes(last), context)),
            },
            Matches = own,
            Included = shared,
            Issues = response.Issues,
        };
    }

    // The first batch is fetched before anything is answered: a store that is away is still an error, and nothing at all no empty array.
    // The rest is let go of also where no body is written.
    private static async ValueTask<IAsyncEnumerable<EntryBatch>?> Counted(IAsyncEnumerable<EntryBatch> batches, FhirResponse response, CancellationToken ct)
    {
        var rest = batches.GetAsyncEnumerator(ct);
        response.Written.Add(rest.DisposeAsync);
        return await rest.MoveNextAsync() ? Counted(rest, response) : null;
    }

    private static async IAsyncEnumerable<EntryBatch> Counted(IAsyncEnumerator<EntryBatch> batches, FhirResponse response)
    {
        do
        {
            response.Disclosed += batches.Current.Resources.Count;
            yield return batches.Current;
        }
        while (await batches.MoveNextAsync());
    }
}
