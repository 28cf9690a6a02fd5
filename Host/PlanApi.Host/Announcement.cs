using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Host.Store;

namespace PlanApi.Host;

/// <summary>What the console says once the host is ready: where to go, who can sign in, where the data is.</summary>
internal static class Announcement
{
    public static void Print(WebApplication app, PlanApiSettings settings, OpenStore store)
    {
        var lines = new List<string> { $"Plan API is ready at {settings.PublicUrl}", $"Data: {store.Description}" };
        if (app.Environment.IsDevelopment() && settings.Tests.Demo)
        {
            lines.AddRange(
            [
                $"Mail:  {settings.UrlOf("/dev/mailbox")}",
                $"Demo sign-ins, password {DemoPlan.Password}",
                $"  developer  {DemoPlan.Vendor,-28} {settings.UrlOf("/sandbox/apps")}",
                $"  reviewer   {DemoPlan.Reviewer,-28} {settings.UrlOf("/review/requests")}",
                $"  member     {DemoPlan.Member,-28} {settings.UrlOf("/member")}",
                $"  member without a record  {DemoPlan.MemberWithoutRecord}",
                $"  member without an account  {settings.UrlOf("/member/enroll")}: number {DemoPlan.NewcomerNumber}, born {DemoPlan.NewcomerBirthDate:yyyy-MM-dd}, ZIP {DemoPlan.NewcomerZip}",
                $"FHIR:  {settings.UrlOf("/fhir/metadata")}  {settings.UrlOf("/sandbox/fhir/metadata")}  {settings.UrlOf("/directory/fhir/metadata")}",
            ]);
        }

        Console.WriteLine(string.Join(Environment.NewLine, lines));
    }
}
