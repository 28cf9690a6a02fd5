using System.Buffers.Binary;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>history-instance: the versions of one resource, newest first, by pages that continue below a version.</summary>
internal sealed class HistoryHandler(Cursors cursors)
{
    /// <summary>Where a page begins: below a version, or, on the way back, at a version and with those after it.</summary>
    private readonly record struct Place(int Version, bool Back = false)
    {
        public byte[] Bytes()
        {
            var bytes = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(bytes, Version);
            bytes[4] = Back ? (byte)1 : (byte)0;
            return bytes;
        }

        public static Place? Of(byte[]? bytes) => bytes is { Length: 5 } ? new(BinaryPrimitives.ReadInt32BigEndian(bytes), bytes[4] == 1) : null;
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

        // One more than a page tells whether there is another.
        var count = asked.Count ?? SearchParser.DefaultCount;
        var found = place is { Back: true } from
            ? await context.Repository.VersionsFrom(request.Type!, request.Id!, from.Version, count + 1, ct)
            : await context.Repository.Versions(request.Type!, request.Id!, place?.Version, count + 1, ct);
        if (found is not null)
            Answer(context, asked, place, found, count);
        else
            context.Fail(404, IssueCode.NotFound, $"{request.Type}/{request.Id} is not known here.");
    }

    private void Answer(FhirContext context, PageArguments asked, Place? place, VersionPage found, int count)
    {
        var listed = found.Versions.Where(v => asked.Since is not { } since || v.LastUpdated >= since).ToList();
        var (page, further) = (listed.Take(count).ToList(), listed.Count > count);
        if (place is { Back: true } from)
        {
            page.Reverse();
            Answer(context, page, asked.Cursor, further ? new(page[0].Version + 1, Back: true) : null, new(from.Version));
        }
        else
        {
            var back = place is { } below && found.Newest >= below.Version ? new Place(below.Version, Back: true) : (Place?)null;
            Answer(context, page, asked.Cursor, back, further ? new(page[^1].Version) : null);
        }
    }

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
