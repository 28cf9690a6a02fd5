using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Fhir;
using PlanApi.PatientAccess.ServeRecords;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>The whole record as one FHIR bundle, as far as the member may see it. Sent while it is fetched, so a long one takes no more memory.</summary>
internal static class DownloadRecord
{
    public const string Path = $"{MemberData.Path}/download";

    public sealed class Show(LinkedRecords records, RecordBranches branches, TimeProvider clock) : RecordEndpoint(records)
    {
        protected override string Address => Path;

        protected override Task<IResult> Answer(OpenedRecord opened, CancellationToken ct)
        {
            var now = clock.GetUtcNow();
            var name = string.Create(CultureInfo.InvariantCulture, $"health-record-{now:yyyy-MM-dd}.json");
            return Task.FromResult<IResult>(new BundleFile(branches.Members.Collection(opened.Record.Access, NewId.At(now)), name));
        }
    }

    private sealed class BundleFile(IFhirBody body, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "application/fhir+json";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
            await body.WriteTo(response.BodyWriter, httpContext.RequestAborted);
        }
    }
}
