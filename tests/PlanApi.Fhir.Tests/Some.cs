using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests;

/// <summary>Small valid resources, and a way to put them in.</summary>
internal static class Some
{
    /// <summary>An id of its own, so that tests on one store do not meet.</summary>
    public static string Id(string name = "x") => name + Guid.CreateVersion7().ToString("n")[12..];

    public static JsonObject Patient(string id, string family = "Doe", string birthDate = "1970-01-01") => new()
    {
        ["resourceType"] = "Patient",
        ["id"] = id,
        ["name"] = new JsonArray(new JsonObject { ["family"] = family, ["given"] = new JsonArray("Sam") }),
        ["birthDate"] = birthDate,
    };

    public static JsonObject Observation(string id, string patient, string? date = null, string? performer = null, string code = "8867-4", string system = "http://loinc.org")
    {
        var observation = new JsonObject
        {
            ["resourceType"] = "Observation",
            ["id"] = id,
            ["status"] = "final",
            ["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) },
            ["subject"] = Reference("Patient/" + patient),
        };
        if (date is not null)
            observation["effectiveDateTime"] = date;
        if (performer is not null)
            observation["performer"] = new JsonArray(Reference(performer));
        return observation;
    }

    public static JsonObject Procedure(string id, string patient, string? performer = null)
    {
        var procedure = new JsonObject { ["resourceType"] = "Procedure", ["id"] = id, ["status"] = "completed", ["subject"] = Reference("Patient/" + patient) };
        if (performer is not null)
            procedure["performer"] = new JsonArray(new JsonObject { ["actor"] = Reference(performer) });
        return procedure;
    }

    public static JsonObject Provenance(string id, params string[] targets) => new()
    {
        ["resourceType"] = "Provenance",
        ["id"] = id,
        ["target"] = new JsonArray([.. targets.Select(Reference)]),
        ["recorded"] = "2026-01-01T00:00:00Z",
        ["agent"] = new JsonArray(new JsonObject { ["who"] = new JsonObject { ["display"] = "the plan" } }),
    };

    public static JsonObject Practitioner(string id, string family = "Adams") => new()
    {
        ["resourceType"] = "Practitioner",
        ["id"] = id,
        ["name"] = new JsonArray(new JsonObject { ["family"] = family }),
    };

    public static JsonObject Role(string id, string practitioner, string? organization = null, string? location = null, string? specialty = null)
    {
        var role = new JsonObject { ["resourceType"] = "PractitionerRole", ["id"] = id, ["practitioner"] = Reference("Practitioner/" + practitioner) };
        if (organization is not null)
            role["organization"] = Reference("Organization/" + organization);
        if (location is not null)
            role["location"] = new JsonArray(Reference("Location/" + location));
        if (specialty is not null)
            role["specialty"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(Coding("http://nucc.org/provider-taxonomy", specialty)) });
        return role;
    }

    public static JsonObject Organization(string id, string name = "Clinic", string? partOf = null)
    {
        var organization = new JsonObject { ["resourceType"] = "Organization", ["id"] = id, ["name"] = name };
        if (partOf is not null)
            organization["partOf"] = Reference("Organization/" + partOf);
        return organization;
    }

    public static JsonObject Location(string id, string city = "Springfield") => new()
    {
        ["resourceType"] = "Location",
        ["id"] = id,
        ["name"] = "Place " + id,
        ["address"] = new JsonObject { ["city"] = city },
    };

    public static JsonObject Location(string id, double latitude, double longitude)
    {
        var location = Location(id);
        location["position"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude };
        return location;
    }

    public static JsonObject Coding(string system, string code, string? display = null)
    {
        var coding = new JsonObject { ["system"] = system, ["code"] = code };
        if (display is not null)
            coding["display"] = display;
        return coding;
    }

    public static JsonObject Quantity(double value, string? unit = null, string? code = null, string? system = null)
    {
        var quantity = new JsonObject { ["value"] = value };
        if (unit is not null)
            quantity["unit"] = unit;
        if (system is not null)
            quantity["system"] = system;
        if (code is not null)
            quantity["code"] = code;
        return quantity;
    }

    public static JsonObject Reference(string to) => new() { ["reference"] = to };

    public static ReadOnlyMemory<byte> Bytes(JsonNode resource) => JsonSerializer.SerializeToUtf8Bytes(resource);

    /// <summary>Writes resources and insists that all were taken.</summary>
    public static async Task Put(this FhirBranch branch, params IEnumerable<JsonObject> resources) =>
        (await branch.Changes.Put([.. resources.Select(r => Bytes(r))], null, CancellationToken.None))
            .ShouldAllBe(c => c.Kind == ChangeKind.Created || c.Kind == ChangeKind.Updated || c.Kind == ChangeKind.Unchanged);

    public static async Task PutFor(this FhirBranch branch, string organization, params IEnumerable<JsonObject> resources) =>
        (await branch.Changes.Put([.. resources.Select(r => Bytes(r))], organization, CancellationToken.None)).ShouldAllBe(c => c.Kind == ChangeKind.Created);

    public static async Task<Change> PutText(this FhirBranch branch, string json) =>
        (await branch.Changes.Put([Encoding.UTF8.GetBytes(json)], null, CancellationToken.None)).Single();
}
