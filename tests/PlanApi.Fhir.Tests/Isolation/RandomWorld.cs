using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>
/// A small world in which nearly every kind of boundary runs between two resources, and who sees what in it, told once more and simply: who owns what,
/// whose sandbox and category it is in, how it is labelled, and who refers to whom.
/// </summary>
internal static class RandomWorld
{
    public const string Kinds = "http://example.org/kinds", Label = "ETH", Profile = "http://example.org/profiles/observation";

    public static readonly string[] Patients = ["r1", "r2", "r3"];

    private static readonly string[] Shared = ["Practitioner", "PractitionerRole", "Organization", "Location"];

    public static readonly IReadOnlyList<Row> Rows =
    [
        new("Patient/r1", "r1"),
        new("Patient/r2", "r2", Organization: "other"),
        new("Patient/r3", "r3", Organization: "acme"),
        new("Observation/o1", "r1", "Practitioner/d0") { IsLaboratory = true, IsTagged = true },
        new("Observation/o2", "r2", "PractitionerRole/role0", "other") { IsTagged = true },
        new("Observation/o3", "r3", "Organization/g0", "acme") { IsLaboratory = true },
        new("Observation/o4", "r1", "Organization/g1"),
        new("Observation/o5", "r1", "Practitioner/d3", "acme") { IsLabelled = true },
        new("Observation/o6", "r3", "PractitionerRole/role2", "acme"),
        new("Observation/o7", "r2", "Practitioner/d1", "other") { IsLaboratory = true, IsLabelled = true },
        // Changed hands, lost its label, left its category.
        new("Observation/o8", "r2", null) { IsEarlier = true },
        new("Observation/o8", "r1", null) { Version = 2, IsLaboratory = true },
        new("Observation/o9", "r3", "Practitioner/d1", "acme") { IsEarlier = true, IsLabelled = true },
        new("Observation/o9", "r3", null, "acme") { Version = 2 },
        new("Observation/o10", "r2", null, "other") { IsEarlier = true },
        new("Observation/o10", "r2", null, "other") { Version = 2, IsLaboratory = true },
        new("Procedure/p1", "r1", "PractitionerRole/role1"),
        new("Procedure/p2", "r2", "Practitioner/d1", "other"),
        new("Procedure/p3", "r3", "Practitioner/d4", "acme"),
        new("Provenance/v1", "r1", "Observation/o1"),
        new("Provenance/v2", "r2", "Observation/o2", "other") { Also = "Procedure/p2" },
        new("Provenance/v3", null, "Observation/o1") { Also = "Observation/o2" },
        new("Practitioner/d0"),
        new("Practitioner/d1"),
        new("Practitioner/d2", Organization: "acme"),
        new("Practitioner/d3", Organization: "acme"),
        new("Practitioner/d4", Organization: "acme") { IsLabelled = true },
        new("PractitionerRole/role0", null, "Practitioner/d2", "other") { Also = "Organization/g0" },
        new("PractitionerRole/role1", null, "Practitioner/d1") { Also = "Organization/g1" },
        new("PractitionerRole/role2", null, "Practitioner/d2", "other") { Also = "Location/l0" },
        new("Organization/g0", null, "Organization/g1", "acme"),
        new("Organization/g1", null, "Organization/g2", "acme"),
        new("Organization/g2"),
        new("Location/l0", Organization: "acme"),
    ];

    /// <summary>What a grant sees now, of types granted in one way or the other.</summary>
    public static HashSet<string> Visible(Grant grant) => [.. VisibleRows(grant).Select(r => r.Reference)];

    /// <summary>The versions that a grant reads of a resource.</summary>
    public static HashSet<int> Readable(Grant grant, string reference) => grant.Reads(TypeOf(reference)) && VisibleRows(grant).Any(r => r.Reference == reference)
        ? [.. Rows.Where(r => r.Reference == reference && IsOpen(grant, r) && (IsShared(r) || IsOwn(grant, r))).Select(r => r.Version)]
        : [];

    public static string TypeOf(string reference) => reference.Split('/')[0];

    private static IEnumerable<Row> VisibleRows(Grant grant)
    {
        var now = Rows.Where(r => !r.IsEarlier && grant.Opens(TypeOf(r.Reference)) && IsOpen(grant, r)).ToList();
        var own = now.Where(r => IsOwn(grant, r)).ToList();
        var direct = now.Where(r => IsShared(r) && own.Any(o => o.To.Contains(r.Reference))).ToList();
        var further = now.Where(r => IsShared(r) && direct.Any(d => d.To.Contains(r.Reference)));
        return [.. own, .. direct, .. further];
    }

    private static bool IsShared(Row row) => Shared.Contains(TypeOf(row.Reference));

    private static bool IsOwn(Grant grant, Row row) => row.Owner == grant.Patient && (!grant.InPart || TypeOf(row.Reference) != "Observation" || row.IsLaboratory);

    private static bool IsOpen(Grant grant, Row row) => !(grant.Withholds && row.IsLabelled) && (grant.Organization is null || grant.Organization == row.Organization);

    /// <summary>Writes it, once a server.</summary>
    public static async Task Fill(FhirBranch branch)
    {
        if (await branch.As(Access.Everything).Find("Patient", "r1", CancellationToken.None) is not null)
            return;
        // Targets before what belongs to whom they belong to; earlier versions before later ones.
        foreach (var together in Rows.GroupBy(r => (r.Organization, r.Version, Last: r.Reference.StartsWith("Provenance/", StringComparison.Ordinal))).OrderBy(g => g.Key.Last).ThenBy(g => g.Key.Version))
            (await branch.Changes.Put([.. together.Select(r => Some.Bytes(Resource(r)))], together.Key.Organization, CancellationToken.None)).ShouldAllBe(c => c.Kind == (together.Key.Version == 1 ? ChangeKind.Created : ChangeKind.Updated));
    }

    private static JsonObject Resource(Row row)
    {
        var (type, id) = (TypeOf(row.Reference), row.Reference.Split('/')[1]);
        var resource = type switch
        {
            "Patient" => Some.Patient(id),
            "Observation" => Some.Observation(id, row.Owner!, id == "o4" ? null : $"202{row.Version}-01-0{id[1]}", row.To.FirstOrDefault()),
            "Procedure" => Some.Procedure(id, row.Owner!, row.To[0]),
            "Provenance" => Some.Provenance(id, row.To),
            "Practitioner" => Some.Practitioner(id),
            "PractitionerRole" => Some.Role(id, Id("Practitioner/")!, Id("Organization/"), Id("Location/"), "207Q"),
            "Organization" => Some.Organization(id, partOf: Id("Organization/")),
            _ => Some.Location(id, 10, 10),
        };
        if (row.IsLaboratory)
            resource["category"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(Some.Coding(Kinds, "laboratory")) });
        var meta = new JsonObject();
        if (row.IsLabelled)
            meta["security"] = new JsonArray(Some.Coding("http://example.org/labels", Label));
        if (row.IsTagged)
            (meta["tag"], meta["profile"]) = (new JsonArray(Some.Coding("http://example.org/tags", "tagged")), new JsonArray(Profile));
        if (meta.Count > 0)
            resource["meta"] = meta;
        return resource;

        string? Id(string of) => row.To.FirstOrDefault(t => t.StartsWith(of, StringComparison.Ordinal))?[of.Length..];
    }
}

/// <summary>One version of a resource.</summary>
/// <param name="First">What it refers to besides its patient.</param>
internal sealed record Row(string Reference, string? Owner = null, string? First = null, string? Organization = null)
{
    public string? Also { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>Whether a later version has replaced it.</summary>
    public bool IsEarlier { get; init; }

    public bool IsLaboratory { get; init; }

    public bool IsLabelled { get; init; }

    public bool IsTagged { get; init; }

    public string[] To => [.. new[] { First, Also }.OfType<string>()];
}

/// <summary>What a token opens.</summary>
/// <param name="InPart">Whether observations are open in one category only.</param>
internal sealed record Grant(string Patient, string Read, string Search, bool InPart = false, bool Withholds = false, string? Organization = null)
{
    public bool Reads(string type) => Read.Split(',').Contains(type);

    public bool Searches(string type) => Search.Split(',').Contains(type);

    public bool Opens(string type) => Reads(type) || Searches(type);

    public App At(FhirServer server) => App.Of(
        server, Patient, Open(Read), $"search={Open(Search)}{(Withholds ? "; withheld=" + RandomWorld.Label : "")}{(Organization is null ? "" : "; organization=" + Organization)}");

    private string Open(string types) => InPart ? string.Join(',', types.Split(',').Select(t => t == "Observation" ? $"{t}?{RandomWorld.Kinds}|laboratory" : t)) : types;
}
