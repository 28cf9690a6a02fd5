using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

namespace PlanApi.PatientAccess.Tests.LoadMembers;

public sealed class LinkMemberTests(RecordsHost host)
{
    [Fact]
    public async Task An_operator_links_an_account_to_a_record_that_is_there()
    {
        var (member, patient) = (await host.Member(), await Patient());

        (await Run(member.Email.ToUpperInvariant(), patient)).Code.ShouldBe(0);

        (await Links(member)).ShouldBe([new(patient, "self", null, "operator")]);
    }

    [Fact]
    public async Task Relationship_and_last_day_are_kept()
    {
        var (member, patient) = (await host.Member(), await Patient());

        (await Run(member.Email, patient, "parent", "--until", "2099-12-31")).Code.ShouldBe(0);

        (await Links(member)).ShouldBe([new(patient, "parent", new DateOnly(2099, 12, 31), "operator")]);
    }

    [Fact]
    public async Task Nothing_is_linked_to_a_record_or_account_that_is_not_there()
    {
        var (member, patient) = (await host.Member(), await Patient());

        var noRecord = await Run(member.Email, "no-such-patient");
        var noAccount = await Run("nobody@people.example", patient);

        noRecord.Code.ShouldBe(1);
        noRecord.Said.ShouldContain("no patient record");
        noAccount.Code.ShouldBe(1);
        noAccount.Said.ShouldContain("no member account");
        (await Links(member)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData]
    [InlineData("someone@people.example")]
    [InlineData("someone@people.example", "p", "self", "more")]
    [InlineData("someone@people.example", "p", "emperor")]
    [InlineData("someone@people.example", "p", "--until")]
    [InlineData("someone@people.example", "p", "--until", "31.12.2099")]
    public async Task Wrong_arguments_are_answered_with_how_it_is_meant(params string[] arguments)
    {
        var (code, said) = await Run(arguments);

        code.ShouldBe(2);
        said.ShouldStartWith("Usage: link-member");
    }

    private async Task<string> Patient()
    {
        var household = Generator.Generate(new(NewId.From(host.Clock), "household", Scenario.NoClinicalData, DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime)));
        await host.Branches.Members.Changes.PutAll(household.Resources, organization: null, default);
        return household.Patients[0].PatientId;
    }

    private Task<IReadOnlyList<PatientLink>> Links(Person member) => host.Services.GetRequiredService<IPatientLinks>().Of(member.AccountId, default);

    private Task<(int Code, string Said)> Run(params string[] arguments) => host.Run("link-member", arguments);
}
