using System.Net;

namespace PlanApi.BuildingBlocks.Tests.Processes;

/// <summary>What a wrong setting stops the start with: one sentence for the operator, no stack trace, and an exit code that says so.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("planapi-start-").FullName;

    private static readonly (string, string)[] Production =
    [
        ("PlanApi__PublicUrl", "https://api.plan.example"), ("Smtp__Host", "127.0.0.1"), ("Smtp__Port", "9"), ("Smtp__From", "api@plan.example"),
        ("PlanApi__Administrator", "admin@plan.example"),
    ];

    [Theory]
    [InlineData("PlanApi__PublicUrl", "", "Set PlanApi__PublicUrl to")]
    [InlineData("Smtp__Host", "", "Set Smtp__Host")]
    [InlineData("PlanApi__Administrator", "", "Set PlanApi__Administrator to")]
    [InlineData("PlanApi__MasterKeyFile", "/dev/null", "The master key file /dev/null must hold exactly 32 bytes in base64.")]
    [InlineData("PlanApi__DataDirectory", "/dev/null/data", "/dev/null")]
    public async Task A_wrong_setting_is_told_in_a_sentence(string name, string value, string sentence) =>
        await Refuses(sentence, [.. Production, (name, value)]);

    [Theory]
    [InlineData("mongodb://plan:secret@127.0.0.1:9/planapi?serverSelectionTimeoutMS=200", "The MongoDB of ConnectionStrings__Mongo does not answer.")]
    [InlineData("postgres://plan:secret@127.0.0.1/planapi", "ConnectionStrings__Mongo is not a MongoDB connection string")]
    public async Task A_store_that_cannot_be_used_is_told_without_its_password(string connectionString, string sentence)
    {
        var key = Path.Combine(_directory, "master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]));

        (await Refuses(sentence, [.. Production, ("ConnectionStrings__Mongo", connectionString), ("PlanApi__MasterKeyFile", key)])).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Demo_data_is_refused_in_Production_and_a_second_host_of_Development_is_told_where_the_first_is()
    {
        using (var demo = await HostProcess.Start("Development", _directory).Ready())
        {
            using var second = HostProcess.Start("Development", _directory);
            var (exitCode, errors) = await second.Exit();
            (exitCode, errors.Trim().Split('\n').Length).ShouldBe((2, 1), errors);
            errors.ShouldStartWith("Another process uses the store in");
        }

        await Refuses("This store carries demo data with public sign-ins", Production);
    }

    [Fact]
    public async Task Production_with_its_settings_starts_without_demo_data_or_mailbox()
    {
        using var host = await HostProcess.Start("Production", _directory, Production).Ready();
        var browser = host.Browser();

        (await browser.Get("/dev/mailbox")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await browser.Get("/directory/fhir/Practitioner")).Content.ReadAsStringAsync()).ShouldContain("\"total\":0");
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<string> Refuses(string sentence, (string, string)[] settings)
    {
        using var host = HostProcess.Start("Production", _directory, settings);

        var (exitCode, errors) = await host.Exit();

        (exitCode, errors.Trim().Split('\n').Length).ShouldBe((2, 1), errors);
        errors.ShouldContain(sentence);
        return errors;
    }
}
