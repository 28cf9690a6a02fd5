using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Fhir;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.PatientAccess.InitializePatient;
using PlanApi.PatientAccess.MemberData;
using PlanApi.PatientAccess.MemberRecords;
using PlanApi.PatientAccess.MyData;
using PlanApi.PatientAccess.RecordAccess;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.PatientAccess.SumUpAccess;

namespace PlanApi.PatientAccess;

/// <summary>Members' and synthetic patients' records: the two FHIR endpoints, who may see what, who saw what, and the vendors' "My Data".</summary>
public sealed class PatientAccessModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddFhirBranch(RecordBranches.Production);
        services.AddFhirBranch(RecordBranches.SandboxDeclaration);
        services.AddModuleDb<RecordBranches>();
        services.AddModuleDb<PatientAccessDb>();

        services.AddSingleton<IFhirBase, PatientAccessBase>();

        services.AddSingleton<AccessQueue>();
        services.AddHostedService(static sp => sp.GetRequiredService<AccessQueue>());
        services.AddSingleton<AccessRecorder>();
        services.AddSingleton<IAccessLog, AccessLog>();

        services.AddScoped<SumUpAccess.SumUpAccess>();
        services.AddHostedService<ScheduleSums>();
        services.AddSingleton<IAccessReports, AccessReports>();

        services.AddSingleton<MyDataStore>();
        services.AddSingleton<PatientRecord>();
        services.AddSingleton<ISandboxPatients, SandboxPatients>();
        services.AddSingleton<IMemberPatients, MemberPatients>();
        services.AddSingleton<IMemberMatching, MemberMatching>();
        services.AddSingleton<IMemberAddresses, MemberAddresses>();
        services.AddScoped<ICommand, LinkMember>();
        services.AddSingleton<LinkedRecords>();
        services.AddSingleton<RecordReader>();
        services.AddSingleton<PageMarks>();

        services.AddSingleton<InitializePatientStore>();
        services.AddScoped<SandboxHouseholds>();
        services.AddScoped<InitializePatientJob>();
        services.AddHandler<InitializationRequested, StartInitialization>();
        services.AddHandler<AccountEnded, RemovePatientsOfNobody>();
        services.AddOutbox(PatientAccessDb.InitializationsCollection);
        services.AddHostedService<ResumeInitializations>();

        services.AddScoped<IDemoData, DemoRecords.DemoRecords>();
    }
}
