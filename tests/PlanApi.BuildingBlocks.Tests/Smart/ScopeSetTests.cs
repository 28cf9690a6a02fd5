using CsCheck;
using PlanApi.BuildingBlocks.Smart;

namespace PlanApi.BuildingBlocks.Tests.Smart;

public sealed class ScopeSetTests
{
    private static readonly ScopePart Laboratory = ScopePart.All.Single(p => p.Category.EndsWith("|laboratory")), Vitals = ScopePart.All.Single(p => p.Category.EndsWith("|vital-signs"));

    private static readonly string[] Vocabulary =
    [
        "openid", "fhirUser", "launch", "launch/patient", "offline_access", "patient/*.read", "patient/*.rs", "patient/*.s", "patient/*.*", "patient/*.cruds",
        "patient/Patient.read", "patient/Patient.r", "patient/Patient.s", "patient/Patient.rs", "patient/Coverage.read", "patient/Coverage.r",
        "patient/Coverage.cruds", "patient/Coverage.write", "patient/Condition.*", "user/Coverage.read", "system/*.read", "patient/Appointment.read", "garbage",
        "patient/Observation.rs", "patient/Observation.r", $"patient/Observation.rs{Laboratory.Restriction}", $"patient/Observation.r{Laboratory.Restriction}",
        $"patient/Observation.s{Vitals.Restriction}", "patient/Observation.rs?category=x|y", $"patient/Observation.read{Vitals.Restriction}", $"patient/Condition.rs{Laboratory.Restriction}",
    ];

    private const string Lab = "?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

    private static readonly Gen<ScopeSet> AnySet = Gen.OneOfConst(Vocabulary).Array[0, 8].Select(ScopeSet.Of);

    private static readonly (string Type, ScopePart? Part, ScopeAccess Access)[] Doors =
    [
        .. ScopeSet.Supported.ResourceTypes.Append("Appointment").Select(t => (t, (ScopePart?)null)).Concat(ScopePart.All.Select(p => (p.ResourceType, (ScopePart?)p)))
            .SelectMany(t => new[] { (t.Item1, t.Item2, ScopeAccess.Read), (t.Item1, t.Item2, ScopeAccess.Search) }),
    ];

    [Fact]
    public void Unknown_scopes_are_dropped_and_the_rest_keeps_its_order_and_grammar() =>
        ScopeSet.Parse("patient/Patient.rs  launch/patient user/Patient.read patient/Coverage.read patient/Patient.rs patient/Goal.write openid")
            .ToString().ShouldBe("patient/Patient.rs launch/patient patient/Coverage.read openid");

    [Fact]
    public void A_wildcard_becomes_the_supported_types_in_the_grammar_asked()
    {
        ScopeSet.Parse("patient/*.read").Count.ShouldBe(26);
        ScopeSet.Parse("patient/*.read").ShouldAllBe(s => s.Text.EndsWith(".read"));
        ScopeSet.Parse("patient/*.rs").ShouldAllBe(s => s.Text.EndsWith(".rs"));
        ScopeSet.Parse("patient/*.s").ShouldAllBe(s => s.Access == ScopeAccess.Search);
        ScopeSet.Parse("patient/*.write").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("patient/Coverage.rs", "patient/Coverage.read", "patient/Coverage.rs")]
    [InlineData("patient/Coverage.read", "patient/Coverage.rs", "patient/Coverage.read")]
    [InlineData("patient/Coverage.read", "patient/Coverage.r", "patient/Coverage.r")]
    [InlineData("patient/Coverage.rs", "patient/Coverage.r patient/Coverage.s", "patient/Coverage.rs")]
    [InlineData("patient/Coverage.r", "patient/Coverage.s", "")]
    [InlineData("patient/*.rs openid", "patient/Coverage.read patient/Patient.r", "patient/Coverage.rs patient/Patient.r")]
    [InlineData("openid launch", "openid", "openid")]
    [InlineData($"patient/Observation.rs{Lab}", "patient/Observation.read", $"patient/Observation.rs{Lab}")]
    [InlineData("patient/Observation.rs", $"patient/Observation.r{Lab}", $"patient/Observation.r{Lab}")]
    [InlineData("patient/Observation.read", $"patient/Observation.r patient/Observation.rs{Lab}", $"patient/Observation.r patient/Observation.s{Lab}")]
    [InlineData($"patient/Observation.rs{Lab}", "patient/Observation.rs?category=other|x", "")]
    public void An_intersection_permits_what_both_permit_in_the_grammar_asked(string asked, string declared, string granted) =>
        ScopeSet.Parse(asked).Intersect(ScopeSet.Parse(declared)).ToString().ShouldBe(granted);

    [Fact]
    public void Nothing_asked_is_nothing() => ScopeSet.Parse(null).ShouldBeEmpty();

    [Fact]
    public void An_intersection_permits_exactly_what_both_sides_permit() => Gen.Select(AnySet, AnySet).Sample((asked, declared) =>
    {
        var both = asked.Intersect(declared);
        both.IsWithin(asked).ShouldBeTrue();
        both.IsWithin(declared).ShouldBeTrue();
        foreach (var (type, part, access) in Doors)
        {
            both.Permits(type, access, part).ShouldBe(asked.Permits(type, access, part) && declared.Permits(type, access, part), $"{asked} and {declared}: {both}");
        }
    });

    [Fact]
    public void Printing_and_parsing_again_changes_nothing() => AnySet.Sample(set => ScopeSet.Parse(set.ToString()).ToString().ShouldBe(set.ToString()));

    [Fact]
    public void Intersecting_with_itself_or_everything_changes_nothing() => AnySet.Sample(set =>
    {
        set.Intersect(set).ToString().ShouldBe(set.ToString());
        set.Intersect(ScopeSet.Supported).ToString().ShouldBe(set.ToString());
    });

    [Fact]
    public void Whatever_the_text_nothing_outside_the_supported_list_comes_out() => Gen.String.Sample(text =>
        ScopeSet.Parse(text).IsWithin(ScopeSet.Supported).ShouldBeTrue());

    [Fact]
    public void Parsing_never_permits_more_than_was_asked() => Gen.OneOfConst(Vocabulary).Sample(text =>
    {
        var set = ScopeSet.Parse(text);
        foreach (var (type, part, access) in Doors.Where(d => set.Permits(d.Type, d.Access, d.Part)))
        {
            (text.Contains($"/{type}.") || text.Contains("/*.")).ShouldBeTrue();
            (!text.Contains('?') || text.EndsWith(part?.Restriction ?? "!")).ShouldBeTrue();
            var permission = text[(text.IndexOf('.') + 1)..];
            (permission is "read" or "*" || permission.Contains(access == ScopeAccess.Read ? 'r' : 's')).ShouldBeTrue();
        }
    });
}
