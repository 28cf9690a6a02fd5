using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PlanApi.Host.Settings;
using PlanApi.Host.Store;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class HostSettingsTests
{
    private static readonly (string, string?)[] Production =
    [
        ("PlanApi:PublicUrl", "https://api.plan.example"), ("Smtp:Host", "smtp.plan.example"), ("Smtp:Port", "587"), ("Smtp:From", "api@plan.example"),
        ("PlanApi:Administrator", "admin@plan.example"),
    ];

    [Fact]
    public void Development_needs_no_settings_at_all() => Read("Development").Problem.ShouldBeNull();

    [Fact]
    public void Fewer_rounds_for_a_password_than_are_safe_are_for_Development() => Read("Development", ("PlanApi:PasswordIterations", "1000")).Settings!.Tests.PasswordIterations.ShouldBe(1000);

    [Fact]
    public void Production_starts_with_all_its_settings() => Read("Production", Production).Problem.ShouldBeNull();

    [Theory]
    [InlineData("PlanApi:PublicUrl", null, "PlanApi__PublicUrl")]
    [InlineData("PlanApi:PublicUrl", "http://api.plan.example", "PlanApi__PublicUrl")]
    [InlineData("PlanApi:PublicUrl", "https://api.plan.example/path", "PlanApi__PublicUrl")]
    [InlineData("PlanApi:AccessTokenMinutes", "4", "PlanApi__AccessTokenMinutes")]
    [InlineData("PlanApi:AccessTokenMinutes", "61", "PlanApi__AccessTokenMinutes")]
    [InlineData("PlanApi:AccessTokenMinutes", "an hour", "PlanApi__AccessTokenMinutes")]
    [InlineData("PlanApi:ActivationAge", "abc", "PlanApi__ActivationAge must be a number from 0 to 120.")]
    [InlineData("PlanApi:ActivationAge", "-1", "PlanApi__ActivationAge")]
    [InlineData("PlanApi:RateLimits:SignIn", "many", "PlanApi__RateLimits__SignIn")]
    [InlineData("PlanApi:RateLimits:Forms", "0", "PlanApi__RateLimits__Forms")]
    [InlineData("PlanApi:RateLimits:Token", "1.5", "PlanApi__RateLimits__Token")]
    [InlineData("PlanApi:Demo", "perhaps", "PlanApi__Demo must be true or false.")]
    [InlineData("PlanApi:JobPollMilliseconds", "0", "PlanApi__JobPollMilliseconds")]
    [InlineData("PlanApi:PasswordIterations", "none", "PlanApi__PasswordIterations")]
    [InlineData("PlanApi:PasswordIterations", "209999", "PlanApi__PasswordIterations must be a number from 210000 to 10000000.")]
    [InlineData("PlanApi:RequireSecondFactor", "1", "PlanApi__RequireSecondFactor")]
    [InlineData("Smtp:Host", null, "Smtp__Host")]
    [InlineData("Smtp:Port", "many", "Smtp__Port")]
    [InlineData("Smtp:Port", "70000", "Smtp__Port")]
    [InlineData("Smtp:From", null, "Smtp__From")]
    [InlineData("PlanApi:Administrator", null, "PlanApi__Administrator")]
    [InlineData("ConnectionStrings:Mongo", "mongodb://store", "PlanApi__MasterKeyFile")]
    public void A_wrong_or_missing_setting_stops_the_start_with_a_sentence_that_names_it(string setting, string? value, string named) =>
        Read("Production", [.. Production.Where(s => s.Item1 != setting), (setting, value)]).Problem.ShouldNotBeNull().ShouldContain(named);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void What_is_empty_is_not_set(string empty)
    {
        string[] names =
        [
            "urls", "PlanApi:AccessTokenMinutes", "PlanApi:ActivationAge", "PlanApi:RateLimits:SignIn", "PlanApi:RateLimits:Forms", "PlanApi:RateLimits:Token",
            "PlanApi:DataDirectory", "PlanApi:MasterKeyFile", "PlanApi:Demo", "PlanApi:JobPollMilliseconds", "PlanApi:PasswordIterations",
            "PlanApi:RequireSecondFactor", "Smtp:User", "Smtp:Password", "ConnectionStrings:Mongo",
        ];

        Read("Production", [.. Production, .. names.Select(n => (n, (string?)empty))]).Settings.ShouldBe(Read("Production", Production).Settings.ShouldNotBeNull());
    }

    [Fact]
    public void Data_lie_in_the_checkout_or_where_a_published_host_runs()
    {
        var folder = Directory.CreateTempSubdirectory("planapi-settings-").FullName;
        var host = Directory.CreateDirectory(Path.Combine(folder, "Host", "PlanApi.Host")).FullName;

        ReadIn(host, "Development").Settings!.DataDirectory.ShouldBe(Path.Combine(host, "data"));
        File.WriteAllText(Path.Combine(folder, "PlanApi.sln"), "");
        ReadIn(host, "Development").Settings!.DataDirectory.ShouldBe(Path.Combine(folder, "data"));

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_master_key_may_be_a_bare_file_name_and_lies_beside_the_data_by_default()
    {
        Read("Development", ("PlanApi:MasterKeyFile", "plan.key")).Settings!.MasterKeyFile.ShouldBe(Path.GetFullPath("plan.key"));
        Read("Development", ("PlanApi:DataDirectory", "/srv/plan")).Settings!.MasterKeyFile.ShouldBe(Path.GetFullPath("/srv/plan/master.key"));
    }

    [Fact]
    public void A_master_key_that_cannot_be_made_is_told_with_the_setting_that_names_it() =>
        Should.Throw<StoreProblemException>(static () => MasterKeyFile.ReadOrCreate(Path.GetTempPath()))
            .Message.ShouldSatisfyAllConditions(told => told.ShouldContain("cannot be made: "), told => told.ShouldContain("Set PlanApi__MasterKeyFile to"));

    [Fact]
    public async Task Hosts_that_start_together_make_one_master_key_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("planapi-keys-").FullName;
        foreach (var plan in Enumerable.Range(1, 20))
        {
            var path = Path.Combine(folder, $"{plan}", "master.key");

            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(MasterKeyFile.ReadOrCreate(path).Derive("test")))));

            keys.Distinct().ShouldHaveSingleItem();
            Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Development_listens_on_this_machine_only() =>
        Read("Development", ("urls", "http://0.0.0.0:5080")).Problem.ShouldNotBeNull().ShouldContain("loopback");

    private static (PlanApiSettings? Settings, string? Problem) Read(string environment, params (string Name, string? Value)[] settings) =>
        ReadIn(AppContext.BaseDirectory, environment, settings);

    private static (PlanApiSettings? Settings, string? Problem) ReadIn(string contentRoot, string environment, params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, s.Value)));
        HostSettings.TryRead(configuration, new Environment(environment, contentRoot), out var read, out var problem);
        return (read, problem);
    }

    private sealed record Environment(string Name, string Root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Name;
        public string ApplicationName { get; set; } = "PlanApi.Host";
        public string ContentRootPath { get; set; } = Root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
