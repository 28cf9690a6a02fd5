using System.Net;
using System.Net.Sockets;
using PlanApi.TestKit;

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
    [InlineData("PlanApi__MasterKeyFile", "/proc/self/mem", "The master key file /proc/self/mem cannot be read: ")]
    [InlineData("PlanApi__MasterKeyFile", "/dev/null", "Set PlanApi__MasterKeyFile to")]
    [InlineData("PlanApi__DataDirectory", "/dev/null/data", "/dev/null")]
    [InlineData("PlanApi__DataDirectory", "/dev/null/data", "The data directory /dev/null/data cannot be used: ")]
    [InlineData("PlanApi__DataDirectory", "/dev/null/data", "Set PlanApi__DataDirectory to")]
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
    public async Task The_console_says_where_everything_is_and_the_demo_sign_ins_work_there()
    {
        using var host = await HostProcess.Start("Development", _directory).Ready();

        var said = (await host.Says("FHIR:")).SkipWhile(l => !l.StartsWith("Plan API", StringComparison.Ordinal)).ToList();

        said.ShouldBe(
        [
            $"Plan API is ready at {host.Address}",
            $"Data: embedded store in {Path.Combine(_directory, "data", "store")}",
            $"Mail:  {host.Address}/dev/mailbox",
            "Demo sign-ins, password demo-plan-2026!",
            $"  developer  vendor@demo.example          {host.Address}/sandbox/apps",
            $"  reviewer   reviewer@demo.example        {host.Address}/review/requests",
            $"  member     member@demo.example          {host.Address}/member",
            "  member without a record  new-member@demo.example",
            $"  member without an account  {host.Address}/member/enroll: number 700100200-01, born 1979-04-02, ZIP 01103",
            $"FHIR:  {host.Address}/fhir/metadata  {host.Address}/sandbox/fhir/metadata  {host.Address}/directory/fhir/metadata",
        ]);
        foreach (var line in said.Where(l => l.StartsWith("  ", StringComparison.Ordinal) && l.Contains("@demo.example  ", StringComparison.Ordinal)))
        {
            var (browser, words) = (host.Browser(), line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var signIn = await (await browser.Follow(await browser.Get(words[2]))).Document();
            await browser.Press(signIn, "main form", ("email", words[1]), ("password", "demo-plan-2026!"));
            (await browser.Get(words[2])).StatusCode.ShouldBe(HttpStatusCode.OK, line);
        }

        foreach (var url in said.Where(l => l.StartsWith("FHIR:", StringComparison.Ordinal) || l.StartsWith("Mail:", StringComparison.Ordinal)).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]))
        {
            (await host.Browser().Get(url)).StatusCode.ShouldBe(HttpStatusCode.OK, url);
        }
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
    public async Task Production_with_its_settings_starts_without_demo_data_or_mailbox_whatever_is_left_blank()
    {
        string[] blank = ["ConnectionStrings__Mongo", "PlanApi__MemberProvider__Authority", "PlanApi__MemberProvider__ClientId", "PlanApi__MemberProvider__Name"];
        using var host = await HostProcess.Start("Production", _directory, [.. Production, .. blank.Select(name => (name, " "))]).Ready();
        var browser = host.Browser();

        (await browser.Get("/dev/mailbox")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await browser.Get("/directory/fhir/Practitioner")).Content.ReadAsStringAsync()).ShouldContain("\"total\":0");
    }

    [Fact]
    public async Task A_further_host_of_Production_works_on_the_store_of_the_first()
    {
        using var first = await HostProcess.Start("Production", _directory, Production).Ready();
        using var further = await HostProcess.Start("Production", _directory, Production).Ready();

        (await further.Says("Data:"))[^1].ShouldBe($"Data: the embedded store of the running host, {Path.Combine(_directory, "data", "store")}");
        (await (await further.Browser().Get("/directory/fhir/Practitioner")).Content.ReadAsStringAsync()).ShouldContain("\"total\":0");
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_the_setting_that_names_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        (await Refuses($"The host cannot listen at {address}: ", [.. Production, ("ASPNETCORE_URLS", address)])).ShouldContain("Set ASPNETCORE_URLS to an address that is free.");
    }

    [Fact]
    public async Task A_master_key_of_another_store_is_told_with_the_setting_that_names_it()
    {
        using (await HostProcess.Start("Production", _directory, Production).Ready())
        {
        }

        var another = Path.Combine(_directory, "another.key");
        await File.WriteAllTextAsync(another, Convert.ToBase64String(new byte[32]));

        (await Refuses("The master key does not open this store", [.. Production, ("PlanApi__MasterKeyFile", another)])).ShouldContain("Set PlanApi__MasterKeyFile to");
    }

    [Fact]
    public async Task A_backup_of_a_folder_without_a_store_is_refused_and_leaves_nothing_behind()
    {
        using var command = HostProcess.Run(["backup", Path.Combine(_directory, "monday.db")], "Production", _directory, Production);

        var (exitCode, errors) = await command.Exit();

        (exitCode, errors.Trim().Split('\n').Length).ShouldBe((2, 1), errors);
        errors.ShouldContain($"There is no store in {Path.Combine(_directory, "data", "store")}");
        errors.ShouldContain("Set PlanApi__DataDirectory to");
        Directory.GetFileSystemEntries(_directory).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<string> Refuses(string sentence, (string, string)[] settings)
    {
        using var host = HostProcess.Start("Production", _directory, settings);

        var (exitCode, errors) = await host.Exit();

        (exitCode, errors.Trim().Split('\n').Length).ShouldBe((2, 1), errors);
        errors.ShouldContain(sentence);
        host.Said.ShouldNotContain(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal), $"a stack trace: {string.Join(Environment.NewLine, host.Said)}");
        return errors;
    }
}
