using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.PatientAccess.Contracts;
using PlanApi.PatientAccess.Data;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.PatientAccess.Tests.MemberRecords;

/// <summary>Exactly one member must fit in all of it.</summary>
public sealed class MemberMatchingTests(RecordsHost host)
{
    private static readonly CodeableConcept MemberNumber = new("http://terminology.hl7.org/CodeSystem/v2-0203", "MB");
    private static readonly DateOnly Born = new(1984, 9, 30);

    private IMemberMatching Matching => host.Services.GetRequiredService<IMemberMatching>();

    [Theory]
    [InlineData("12207", "12207", true)]
    [InlineData("12207-1234", "12207", true)]
    [InlineData("12208", "12207", false)]
    public async Task A_patient_fits_by_number_whole_birth_date_and_postal_code(string onRecord, string typed, bool fits)
    {
        var number = Number();
        var id = await Put(number, postalCode: onRecord);

        var member = await Matching.Match(new(number, Born, typed), default);

        member.ShouldBe(fits ? new(id, "Jerome Quintero", Born, "jerome@members.example") : null);
        (await Matching.Match(new(number, Born.AddDays(1), typed), default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_number_may_stand_on_the_coverage()
    {
        var number = Number();
        var id = await Put(number: null);
        await host.Branches.Members.Changes.PutAll(
            [new Coverage { Id = NewId.From(host.Clock), Status = FinancialResourceStatusCodes.Active, Beneficiary = new($"Patient/{id}"), Payor = [new("Organization/plan")], Identifier = [new("urn:plan", number) { Type = MemberNumber }] }], organization: null, default);

        (await Matching.Match(new(number, Born, "12207"), default))!.PatientId.ShouldBe(id);
    }

    [Fact]
    public async Task Two_who_fit_are_none_and_twins_are_told_apart_by_nothing_less_than_their_number()
    {
        var number = Number();
        await Put(number);
        await Put(number);

        (await Matching.Match(new(number, Born, "12207"), default)).ShouldBeNull();
    }

    [Fact]
    public async Task An_old_address_an_old_mail_a_partial_date_and_another_kind_of_number_do_not_count()
    {
        var (old, partial, other) = (Number(), Number(), Number());
        await Put(old, change: p => p.Address[0].Use = Address.AddressUse.Old);
        await Put(partial, change: p => p.BirthDate = "1984-09");
        await Put(other, change: p => p.Identifier[0].Type = new("http://terminology.hl7.org/CodeSystem/v2-0203", "MR"));
        var unreached = Number();
        await Put(unreached, change: p => p.Telecom[0].Use = ContactPoint.ContactPointUse.Old);

        foreach (var number in new[] { old, partial, other })
        {
            (await Matching.Match(new(number, Born, "12207"), default)).ShouldBeNull();
        }

        (await Matching.Match(new(unreached, Born, "12207"), default))!.Email.ShouldBeNull();
    }

    [Theory]
    [InlineData("x|y"), InlineData("a,b"), InlineData("$"), InlineData("\\"), InlineData("*")]
    public async Task A_number_is_taken_as_it_is_typed(string part)
    {
        var number = Number() + part;
        var id = await Put(number);

        (await Matching.Match(new(number, Born, "12207"), default))!.PatientId.ShouldBe(id);
        (await Matching.Match(new(part, Born, "12207"), default)).ShouldBeNull();
    }

    private string Number() => $"N{NewId.From(host.Clock)}";

    [Fact]
    public async Task A_letter_goes_to_a_current_whole_address_and_to_a_postal_one_first()
    {
        var addresses = host.Services.GetRequiredService<IMemberAddresses>();
        var id = await Put(Number(), change: p => p.Address =
        [
            new() { Line = ["1 Old Road"], City = "Albany", State = "NY", PostalCode = "12207", Use = Address.AddressUse.Old },
            new() { PostalCode = "12207" },
            new() { Line = ["12 Elm Court", "Apt 3"], City = "Albany", State = "NY", PostalCode = "12207" },
            new() { Line = ["PO Box 9"], City = "Albany", State = "NY", PostalCode = "12201", Type = Address.AddressType.Postal },
        ]);

        (await addresses.Of(id, default)).ShouldBe(["PO Box 9", "Albany, NY 12201"]);
        (await addresses.Of(await Put(Number()), default)).ShouldBeEmpty();
        (await addresses.Of("nobody", default)).ShouldBeEmpty();
    }

    private async Task<string> Put(string? number, string postalCode = "12207", Action<Patient>? change = null)
    {
        var patient = new Patient
        {
            Id = NewId.From(host.Clock),
            BirthDate = "1984-09-30",
            Name = [new() { Given = ["Jerome"], Family = "Quintero" }],
            Address = [new() { PostalCode = postalCode }],
            Telecom = [new(ContactPoint.ContactPointSystem.Email, ContactPoint.ContactPointUse.Home, "jerome@members.example")],
            Identifier = number is null ? [] : [new("urn:plan", number) { Type = MemberNumber }],
        };
        change?.Invoke(patient);
        await host.Branches.Members.Changes.PutAll([patient], organization: null, default);
        return patient.Id;
    }
}
