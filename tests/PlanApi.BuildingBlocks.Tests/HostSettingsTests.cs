using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PlanApi.Host.Settings;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class HostSettingsTests
{
    private static readonly (string, string?)[] Production =
    [
        ("PlanApi:PublicUrl", "https://api.plan.example"), ("Smtp:Host", "smtp.plan.example"), ("Smtp:Port", "587"), ("Smtp:From", "api@plan.example"),
        ("PlanApi:Administrator", "admin@plan.example"),
    ];

    [Fact]
    public void Development_needs_no_settings_at_all() => ProblemOf("Development").ShouldBeNull();

    [Fact]
    public void Production_starts_with_all_its_settings() => ProblemOf("Production", Production).ShouldBeNull();

    [Theory]
    [InlineData("PlanApi:PublicUrl", null, "PlanApi__PublicUrl")]
    [InlineData("PlanApi:PublicUrl", "http://api.plan.example", "PlanApi__PublicUrl")]
    [InlineData("PlanApi:PublicUrl", "https://api.plan.example/path", "PlanApi__PublicUrl")]
    [InlineData("PlanApi:AccessTokenMinutes", "4", "PlanApi__AccessTokenMinutes")]
    [InlineData("PlanApi:AccessTokenMinutes", "61", "PlanApi__AccessTokenMinutes")]
    [InlineData("PlanApi:AccessTokenMinutes", "an hour", "PlanApi__AccessTokenMinutes")]
    [InlineData("Smtp:Host", null, "Smtp__Host")]
    [InlineData("Smtp:Port", "many", "Smtp__Port")]
    [InlineData("Smtp:Port", "70000", "Smtp__Port")]
    [InlineData("Smtp:From", null, "Smtp__From")]
    [InlineData("PlanApi:Administrator", null, "PlanApi__Administrator")]
    [InlineData("ConnectionStrings:Mongo", "mongodb://store", "PlanApi__MasterKeyFile")]
    public void A_wrong_or_missing_setting_stops_the_start_with_a_sentence_that_names_it(string setting, string? value, string named) =>
        ProblemOf("Production", [.. Production.Where(s => s.Item1 != setting), (setting, value)]).ShouldNotBeNull().ShouldContain(named);

    [Fact]
    public void Development_listens_on_this_machine_only() =>
        ProblemOf("Development", ("urls", "http://0.0.0.0:5080")).ShouldNotBeNull().ShouldContain("loopback");

    private static string? ProblemOf(string environment, params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, s.Value)));
        return HostSettings.TryRead(configuration, new Environment(environment), out _, out var problem) ? null : problem;
    }

    private sealed record Environment(string Name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Name;
        public string ApplicationName { get; set; } = "PlanApi.Host";
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
