using System.Net;

namespace PlanApi.Fhir.Tests.Pipeline;

public sealed class PipelineOrderTests(FhirServer server) : IClassFixture<FhirServer>
{
    [Fact]
    public void Steps_run_in_the_documented_order() => server.Records.Steps.Select(s => (s.Order, s.GetType().Name)).ShouldBe(
    [
        (StepOrder.Errors, "Errors"),
        (StepOrder.Format, "Format"),
        (StepOrder.SupportedInteraction, "SupportedInteraction"),
        (StepOrder.Authorization, nameof(TestAuthorization)),
        (StepOrder.FailClosed, "FailClosed"),
        (StepOrder.Audit, nameof(ThrowingStep)),
        (StepOrder.Conditional, "Conditional"),
    ]);

    [Theory]
    [InlineData("shut")]
    [InlineData("reckless")]
    public async Task A_branch_whose_steps_decide_nothing_or_everything_answers_nothing(string branch)
    {
        var app = new App(server.Http, branch);
        (await app.Fails("Patient/1", HttpStatusCode.Forbidden)).Code.ShouldBe("forbidden");
        (await app.Fails("Patient", HttpStatusCode.Forbidden)).Code.ShouldBe("forbidden");
        (await app.Get("metadata")).GetProperty("resourceType").GetString().ShouldBe("CapabilityStatement");
    }

    [Fact]
    public async Task A_repository_that_nobody_decided_about_sees_nothing()
    {
        var id = Some.Id();
        await server.Records.Put(Some.Patient(id));
        var repository = server.Records.As(Access.None);
        (await repository.Find("Patient", id, default)).ShouldBeNull();
        (await repository.Search(server.Records.Query("Patient", ("_id", id)), default)).Matches.ShouldBeEmpty();
        (await repository.Count(server.Records.Query("Patient"), default)).ShouldBe(0);
    }

    [Fact]
    public void Access_is_decided_once()
    {
        var context = new FhirContext(server.Records, new() { RequestId = "r" }) { Access = Access.ToCompartment("p", ["Patient"], ["Patient"]) };
        Should.Throw<InvalidOperationException>(() => context.Access = Access.Everything);
    }

    [Fact]
    public async Task What_is_thrown_inside_becomes_an_error_that_names_the_request_and_nothing_of_the_inside()
    {
        var app = App.Of(server, "p");
        using var response = await app.Send(HttpMethod.Get, "Patient/throws", r => r.Headers.Add("X-Request-Id", "my-request-7"));
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldContain("my-request-7");
        body.ShouldNotContain("secret");
        response.Headers.GetValues("X-Request-Id").ShouldBe(["my-request-7"]);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }
}
