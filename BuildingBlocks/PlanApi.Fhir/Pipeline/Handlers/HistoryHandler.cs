using System.Buffers.Binary;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>history-instance: the versions of one resource, newest first, by pages that continue below a version.</summary>
internal sealed class HistoryHandler(Cursors cursors)
{
    /// <summary>A page's place: versions below one, down to another.</summary>
    private readonly record struct Place(int Below, int From = 0)
    {
        public byte[] Bytes()
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(bytes, Below);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), From);
            return bytes;
        }

        public static Place? Of(byte[]? bytes) =>
            bytes is { Length: 8 } ? new(BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4))) : null;
    }

    public async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        var asked = PageArguments.Read(request, SearchParser.MaximumCount);
        if ((asked.Failure ?? Strictness.Refusal(request)) is { } failure)
        {
            context.Fail(failure);
            return;
        }

        var place = asked.Cursor is { } cursor ? Place.Of(cursors.Open(cursor.Value, context)) : null;
        if (asked.Cursor is not null && place is null)
        {
            context.Fail(Cursors.Refused);
            return;
        }

        var count = asked.Count ?? SearchParser.DefaultCount;
        var versions = await context.Repository.History(request.Type!, request.Id!, place?.Below, count + 1, ct);
        if (versions.Count == 0 && place is null)
        {
            context.Fail(404, IssueCode.NotFound, $"{request.Type}/{request.Id} is not known here.");
            return;
        }

        // Versions get older one by one, so the first that is too old ends the list.
        var listed = versions.TakeWhile(v => v.Version >= (place?.From ?? 0) && (asked.Since is not { } since || v.LastUpdated >= since)).ToList();
        var page = listed.Take(count).ToList();
        var next = page.Count > 0 && (listed.Count > count || place is { From: > 0 }) ? new Place(page[^1].Version) : (Place?)null;
        Answer(context, page, asked.Cursor, place is { } at ? await Before(context, at.Below, count, ct) : null, next);
    }

    // Versions have no gaps.
    private static async ValueTask<Place?> Before(FhirContext context, int version, int count, CancellationToken ct) =>
        await context.Repository.Find(context.Request.Type!, context.Request.Id!, ct) is { } newest && newest.Version >= version
            ? new(Math.Min(version + count, newest.Version + 1), version)
            : null;

    private void Answer(FhirContext context, List<StoredResource> page, Argument? cursor, Place? previous, Place? next)
    {
        var first = SelfLink.At($"{context.Branch.BaseUrl}/{context.Request.Type}/{context.Request.Id}/_history", context.Request);
        context.Response.Status = 200;
        context.Response.Disclosed = page.Count;
        context.Response.Body = new BundleBody(context.Branch.BaseUrl, "history")
        {
            Id = context.Request.RequestId,
            Links = new(cursor is null ? first : SelfLink.With(first, Cursors.Argument, cursor.Value))
            {
                First = cursor is null && next is null ? null : first,
                Previous = At(previous),
                Next = At(next),
            },
            Matches = page,
        };

        string? At(Place? place) => place is { } to ? SelfLink.With(first, Cursors.Argument, cursors.Seal(to.Bytes(), context)) : null;
    }
}
