using CsCheck;

namespace PlanApi.Fhir.Tests.Search;

/// <summary>Whatever is asked is answered or refused, and nothing breaks.</summary>
public sealed class FuzzTests(FhirServer server) : IClassFixture<FhirServer>
{
    private static readonly Gen<string> Name = Gen.Select(
        Gen.OneOfConst("Observation", "Patient", "Location", "PractitionerRole"),
        Gen.OneOfConst(
            "code", "date", "value-quantity", "code-value-quantity", "patient", "performer", "near", "name", "identifier", "_id", "_lastUpdated", "_has", "_sort", "_include", "_revinclude",
            "_elements", "_summary", "_total", "_count", "_cursor", "_tag", "_profile"),
        Gen.OneOfConst("", "", ":not", ":text", ":exact", ":contains", ":missing", ":of-type", ":identifier", ":iterate", ":Patient", ".name", ".", ":", ":Observation:patient:code", ":a:b:c:d", ":Patient.family"),
        (type, name, modifier) => $"{type}?{Uri.EscapeDataString(name + modifier)}=");

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String["0123456789.-|$\\,:/ eEgtlsap²%^[](){}*+?é\0"],
        Gen.OneOfConst(
            "2020-02", "ge2020", "5.4||mg", "1e2", "-1e-400", "1e400", "1e-9999999999", "0e9999999999", "8867-4$1e-9999999999", "90|180|1", "NaN|NaN", "41|-72|1e308|km", "8867-4$gt5", "$", "||", "|", "\\", "true", "Observation:*", "*", "*:*",
            "Patient/1", "-date,code", "a$b$c", "9999999999999999999999999999999"));

    [Fact]
    public async Task Nothing_that_is_asked_breaks_anything()
    {
        await server.Open.Put(Some.Observation("fuzz", "fuzz", "2020-01-01"), Some.Patient("fuzz"), Some.Location("fuzz", 1, 1));
        var app = App.AtOpen(server);
        await Gen.Select(Name, Value).SampleAsync(
            async asked =>
            {
                using var response = await app.Send(HttpMethod.Get, asked.Item1 + Uri.EscapeDataString(asked.Item2));
                ((int)response.StatusCode).ShouldBeOneOf(200, 400);
            },
            iter: 2_000,
            threads: 2);
    }
}
