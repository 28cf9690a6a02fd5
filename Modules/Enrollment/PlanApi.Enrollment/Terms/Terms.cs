using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Contracts;

namespace PlanApi.Enrollment.Terms;

public sealed record TermsView(string Edition);

/// <summary>The terms that vendors accept when they enroll.</summary>
internal static class Terms
{
    /// <summary>Kept with each enrollment. Change it with the text.</summary>
    public const string Edition = "November 1, 2026";

    public sealed class Show : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(EnrollmentPaths.Terms);
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(Html.Page<TermsPage, TermsView>(new(Edition)));
    }
}
