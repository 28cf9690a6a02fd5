using PlanApi.BuildingBlocks.Smart;

namespace PlanApi.BuildingBlocks.Tests.Smart;

public sealed class ScopeTests
{
    [Theory]
    [InlineData("patient/Coverage.read", "patient/Coverage.read", ScopeAccess.ReadAndSearch)]
    [InlineData("patient/Coverage.rs", "patient/Coverage.rs", ScopeAccess.ReadAndSearch)]
    [InlineData("patient/Coverage.r", "patient/Coverage.r", ScopeAccess.Read)]
    [InlineData("patient/Coverage.s", "patient/Coverage.s", ScopeAccess.Search)]
    [InlineData("patient/Coverage.*", "patient/Coverage.read", ScopeAccess.ReadAndSearch)]
    [InlineData("patient/Coverage.cruds", "patient/Coverage.rs", ScopeAccess.ReadAndSearch)]
    [InlineData("patient/Coverage.cr", "patient/Coverage.r", ScopeAccess.Read)]
    public void A_supported_type_is_read_in_both_grammars_and_narrowed_to_reading(string asked, string text, ScopeAccess access)
    {
        Scope.TryParse(asked, out var scope).ShouldBeTrue();

        (scope!.Text, scope.ResourceType, scope.Access).ShouldBe((text, "Coverage", access));
    }

    [Theory]
    [InlineData("patient/Coverage.write")]
    [InlineData("patient/Coverage.c")]
    [InlineData("patient/Coverage.cud")]
    [InlineData("patient/Coverage.sr")]
    [InlineData("patient/Coverage.rr")]
    [InlineData("patient/Coverage.")]
    [InlineData("patient/Coverage")]
    [InlineData("patient/Coverage.READ")]
    [InlineData("patient/coverage.read")]
    [InlineData("patient/Coverage.rs?status=active")]
    [InlineData("patient/Observation.rs?category=laboratory")]
    [InlineData("patient/Appointment.read")]
    [InlineData("patient/.read")]
    [InlineData("patient/**.read")]
    [InlineData("user/Coverage.read")]
    [InlineData("system/Coverage.read")]
    [InlineData("user/*.read")]
    [InlineData("launch/encounter")]
    [InlineData("OpenId")]
    [InlineData("")]
    public void What_is_not_supported_is_no_scope(string asked) => Scope.TryParse(asked, out _).ShouldBeFalse();

    [Theory]
    [InlineData("openid")]
    [InlineData("fhirUser")]
    [InlineData("profile")]
    [InlineData("offline_access")]
    [InlineData("online_access")]
    [InlineData("launch")]
    [InlineData("launch/patient")]
    public void Identity_and_launch_scopes_open_no_data(string asked)
    {
        Scope.TryParse(asked, out var scope).ShouldBeTrue();

        (scope!.ResourceType, scope.Access, scope.Category).ShouldBe((null, ScopeAccess.None, null));
        scope.Describe().ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_supported_type_has_one_category_and_a_description()
    {
        var types = ScopeSet.Supported.ResourceTypes.ToList();

        types.Count.ShouldBe(26);
        types.ShouldBe(ScopeCategory.All.SelectMany(c => c.ResourceTypes), ignoreOrder: true);
        ScopeSet.Supported.ShouldAllBe(s => s.Describe().Length > 3);
    }
}
