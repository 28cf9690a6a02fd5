using FastEndpoints;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.BuildingBlocks.Outbound;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Fhir;
using PlanApi.Host;
using PlanApi.Host.Commands;
using PlanApi.Host.Demo;
using PlanApi.Host.Health;
using PlanApi.Host.Jobs;
using PlanApi.Host.Settings;
using PlanApi.Host.Store;

var command = CommandLine.Parse(args);
if (command.Name == GenerateCommand.Word)
{
    return await command.Run(new GenerateCommand(TimeProvider.System));
}

var builder = WebApplication.CreateBuilder(command.HostArguments);

if (!HostSettings.TryRead(builder.Configuration, builder.Environment, out var settings, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

var opened = await OpenStore.From(builder.Environment, settings, command, TimeProvider.System);
if (opened.Store is not { } store)
{
    await Console.Error.WriteLineAsync(opened.Problem);
    return 2;
}

await using var closing = store;

QuietLogs.Configure(builder.Logging);
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStore(store);
builder.Services.AddSharedDataProtection();
builder.Services.AddMail(settings);
builder.Services.AddSingleton(OutboundGuard.For(builder.Environment));
builder.Services.AddOutboxRelay();
builder.Services.AddJobs(store, settings);
builder.Services.AddAuthentication();
builder.Services.AddAuthorization();
builder.Services.AddHttpContextAccessor();
builder.Services.AddRazorComponents();
builder.Services.AddAntiforgery(Cookies.Antiforgery(settings));
builder.Services.AddPlanApiRateLimits(settings.RequestLimits);
builder.Services.AddResponseCompression(static o => o.MimeTypes = ["application/fhir+json", "text/html", "text/css", "application/json"]);
builder.Services.AddFastEndpoints(static o =>
{
    o.DisableAutoDiscovery = true;
    o.Assemblies = [typeof(MailRegistration).Assembly, typeof(Readiness).Assembly, .. PlanApiModules.Assemblies];
});
PlanApiModules.AddServices(builder.Services, builder.Configuration);
builder.Services.AddSingleton<PlanApi.BuildingBlocks.Modules.ICommand, LoadCommand>();
builder.Services.AddSingleton<PlanApi.BuildingBlocks.Modules.ICommand, GenerateCommand>();
builder.Services.AddSingleton<PlanApi.BuildingBlocks.Modules.ICommand>(new BackupCommand(store));

await using var app = builder.Build();

if (await app.ProblemWithDemoPlan() is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

await app.Services.EnsureIndexes(app.Lifetime.ApplicationStopping);

if (command.Name is not null)
{
    return await command.Run(app.Services);
}

app.UsePublicAddress(settings);
app.UseSecurityHeaders();
app.UseResponseCompression();
// FHIR is answered here, in its own words; the rest is for pages.
app.UseRouting();
app.UseLanguages();
app.UseErrorPages();
app.CloseTestDoor();
app.UseStaticFiles(Assets.Cached);
app.UseDefaultFiles(Assets.SampleStarts);
app.UseStaticFiles(Assets.Samples);
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseAntiforgeryRefusal();
app.UseOutboxWaking();
app.UseFastEndpoints(FastEndpointsOptions.Configure);
app.MapFhir();
app.UseJobsDashboard();

await app.SeedDemoPlan(settings);
app.Lifetime.ApplicationStarted.Register(() => Announcement.Print(app, settings, store));
try
{
    await app.StartAsync();
}
catch (Exception e) when (StartProblem.Of(e, app.Configuration) is { } told)
{
    // Said first: stopping may take its time, or fail.
    await Console.Error.WriteLineAsync(told);
    // What runs in the background already ends as at any stop: before the store closes under it.
    await app.StopAsync();
    return 2;
}

await app.WaitForShutdownAsync();
return 0;
