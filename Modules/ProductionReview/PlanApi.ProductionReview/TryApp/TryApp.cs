using FastEndpoints;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.TryApp;

/// <param name="Addresses">Where the app may be started: its launch URL and its organization's website, as far as they are given.</param>
public sealed record TryAppView(string RequestId, string Name, string SandboxFhir, IReadOnlyList<string> Addresses, IReadOnlyList<TestPatientView> Patients);

/// <summary>A synthetic patient of the vendor, and how to sign in as it.</summary>
public sealed record TestPatientView(string Name, string UserName, string Password);

/// <summary>"Try this app": a reviewer uses the app in the sandbox as one of the vendor's made-up patients.</summary>
internal static class TryApp
{
    public sealed class Show(ReviewDb db, ISandboxPatients patients, ITestPatientSignIns signIns, PlanApiSettings settings) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.Try("{id}"));
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var id = Route<string>("id")!;
            if (await db.Requests.Find(r => r.Id == id).FirstOrDefaultAsync(ct) is not { } request)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var names = (await patients.Of(request.OrganizationId, ct)).ToDictionary(p => p.PatientId, p => p.DisplayName);
            var people = (await signIns.Of(request.OrganizationId, ct)).Where(s => names.ContainsKey(s.PatientId)).Select(s => new TestPatientView(names[s.PatientId], s.UserName, s.Password));
            string[] addresses = [request.Details.LaunchUrl, request.Details.OrganizationWebsite];
            await Send.ResultAsync(Html.Page<TryAppPage, TryAppView>(
                new(request.Id, request.Details.Name, settings.UrlOf(PatientAccessPaths.SandboxFhir), [.. addresses.Where(a => a.Length > 0)], [.. people])));
        }
    }
}
