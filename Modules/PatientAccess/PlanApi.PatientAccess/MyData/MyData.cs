using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.SyntheticData;

namespace PlanApi.PatientAccess.MyData;

/// <param name="Progress">What is being done at the moment, or null.</param>
public sealed record MyDataView(IReadOnlyList<MyPatient> Patients, MyProgress? Progress);

/// <param name="SignIn">For automated tests at the sandbox's authorize page.</param>
public sealed record MyPatient(string PatientId, string DisplayName, DateOnly BirthDate, string Scenario, TestSignIn? SignIn);

public sealed record MyProgress(string Text, int Percent);

internal static class MyData
{
    public const string Path = "/sandbox/my-data";

    public sealed class Show(MyDataStore store, ITestPatientSignIns signIns) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var organization = User.OrganizationId();
            var running = await store.Running(organization, ct);
            var patients = await store.Patients(organization, ct);
            var ofPatient = patients.Count == 0 ? [] : (await signIns.Of(organization, ct)).ToDictionary(s => s.PatientId);
            await Send.ResultAsync(Html.Page<MyDataPage, MyDataView>(new(
                [.. patients.Select(p => new MyPatient(p.Id, p.DisplayName, p.BirthDate, Scenario.Find(p.Scenario)?.Title ?? p.Scenario, ofPatient.GetValueOrDefault(p.Id)))],
                running is null ? null : ProgressOf(running))));
        }

        private static MyProgress ProgressOf(Initialization running) => new(
            running.State switch
            {
                InitializationState.Waiting => "Waiting for its turn",
                InitializationState.Resetting => "Removing your present patients, their grants and tokens",
                InitializationState.Removing => "Removing the patient, the grants and tokens",
                InitializationState.Generating => "Making patients and their records",
                InitializationState.Done => "Ready",
            },
            running.Percent);
    }
}
