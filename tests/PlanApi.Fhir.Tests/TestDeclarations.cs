namespace PlanApi.Fhir.Tests;

/// <summary>A small world: a few patient types, a few shared ones.</summary>
internal static class TestDeclarations
{
    public static IReadOnlyList<ResourceDeclaration> Resources { get; } =
    [
        new()
        {
            Type = "Patient",
            Ownership = Ownership.Itself,
            SearchParameters = SearchParameter.Of("Patient", "name", "family", "given", "birthdate", "gender", "identifier", "active"),
            RevIncludes = ["Observation:patient"],
            MainDate = "birthdate",
        },
        new()
        {
            Type = "Observation",
            Ownership = Ownership.ByReference("Observation.subject"),
            Profiles = ["http://example.org/profiles/observation"],
            SearchParameters = SearchParameter.Of(
                "Observation",
                "patient",
                "subject",
                "performer",
                "code",
                "category",
                "status",
                "date",
                "identifier",
                "value-quantity",
                "value-concept",
                "code-value-quantity",
                "code-value-concept"),
            Combinations = ["patient+code+date"],
            Includes = ["subject", "patient", "performer"],
            MainDate = "date",
        },
        new()
        {
            Type = "Procedure",
            Ownership = Ownership.ByReference("Procedure.subject"),
            SearchParameters = SearchParameter.Of("Procedure", "patient", "performer", "code", "date"),
            Includes = ["patient", "performer"],
        },
        new()
        {
            Type = "Provenance",
            Ownership = Ownership.OfTargets("Provenance.target"),
            SearchParameters = SearchParameter.Of("Provenance", "target", "recorded"),
            Includes = ["target"],
        },
        new()
        {
            Type = "Practitioner",
            Ownership = Ownership.Shared,
            SearchParameters = SearchParameter.Of("Practitioner", "name", "identifier"),
            RevIncludes = ["Observation:performer", "PractitionerRole:practitioner"],
        },
        new()
        {
            Type = "PractitionerRole",
            Ownership = Ownership.Shared,
            SearchParameters = SearchParameter.Of("PractitionerRole", "practitioner", "organization", "location", "specialty"),
            Pairs = [("specialty", "location")],
            Includes = ["practitioner", "organization", "location"],
            PassesOn = ["Practitioner", "Organization", "Location"],
        },
        new()
        {
            Type = "Organization",
            Ownership = Ownership.Shared,
            SearchParameters = SearchParameter.Of("Organization", "name", "partof", "endpoint"),
            Includes = ["partof"],
            PassesOn = ["Organization"],
        },
        new() { Type = "Location", Ownership = Ownership.Shared, SearchParameters = SearchParameter.Of("Location", "name", "address-city", "near") },
        new()
        {
            Type = "ServiceRequest",
            Ownership = Ownership.ByReference("ServiceRequest.subject"),
            SearchParameters = SearchParameter.Of("ServiceRequest", "patient", "occurrence", "instantiates-canonical"),
        },
        new()
        {
            Type = "RiskAssessment",
            Ownership = Ownership.ByReference("RiskAssessment.subject"),
            SearchParameters = SearchParameter.Of("RiskAssessment", "patient", "probability"),
        },
        new()
        {
            Type = "DocumentReference",
            Ownership = Ownership.ByReference("DocumentReference.subject"),
            SearchParameters = SearchParameter.Of("DocumentReference", "patient", "status", "type", "date", "period"),
            MainDate = "date",
        },
        new() { Type = "ValueSet", Ownership = Ownership.Shared, SearchParameters = SearchParameter.Of("ValueSet", "url", "name"), Interactions = [Interaction.Read] },
    ];

    public static IReadOnlyList<FhirBranchDeclaration> Branches { get; } =
    [
        Branch("records", isPublic: false, typeof(TestAuthorization), typeof(ThrowingStep)),
        Branch("open", isPublic: true),
        Branch("shut", isPublic: false),
        Branch("reckless", isPublic: false, typeof(RecklessAuthorization)),
        Branch("narrow", isPublic: true) with { Limits = new() { ChainTargets = 2, Sorted = 3, Near = 3, Included = 2 } },
    ];

    private static FhirBranchDeclaration Branch(string name, bool isPublic, params Type[] steps) => new()
    {
        Name = name,
        BasePath = $"/{name}/fhir",
        Collections = name,
        Resources = isPublic ? Resources : [.. Resources.Select(r => r.Type switch
        {
            "Patient" => r with { Interactions = [.. r.Interactions, Interaction.Everything] },
            "DocumentReference" => r with { Interactions = [.. r.Interactions, Interaction.DocRef] },
            _ => r,
        })],
        IsPublic = isPublic,
        Steps = steps,
        PublicUrl = static _ => new("https://plan.example"),
        LoadTarget = name is "records" or "open" ? name : null,
    };
}

/// <summary>Grants what the header says: <c>Test patient=p1; read=A,B; search=A; organization=o; withheld=code</c>.</summary>
internal sealed class TestAuthorization : IFhirStep
{
    public int Order => StepOrder.Authorization;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        if (context.Request.Interaction == Interaction.Capabilities)
            return rest(context, ct);
        if (context.Request.Authorization is not { } header)
        {
            context.Response.Challenge = "Test";
            context.Fail(401, IssueCode.Login, "Say who you are.");
            return ValueTask.CompletedTask;
        }

        var granted = header["Test ".Length..].Split(';', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        context.Access = Access.ToCompartment(
            granted["patient"],
            Open(granted["read"]),
            Open(granted.GetValueOrDefault("search", granted["read"])),
            granted.GetValueOrDefault("organization"),
            granted.TryGetValue("withheld", out var withheld) ? [withheld] : null);
        context.Principal = header;
        return rest(context, ct);

        // "Observation" or, in one category, "Observation?system|code".
        static IEnumerable<OpenType> Open(string types) => types.Split(',').Select(t => t.Split('?')).Select(t => new OpenType(t[0], t.Length > 1 ? [t[1]] : null));
    }
}

/// <summary>Opens everything, which a branch that is not public must not take from a request.</summary>
internal sealed class RecklessAuthorization : IFhirStep
{
    public int Order => StepOrder.Authorization;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        context.Access = Access.Everything;
        return rest(context, ct);
    }
}

/// <summary>Fails when asked for the id that says so.</summary>
internal sealed class ThrowingStep : IFhirStep
{
    public int Order => StepOrder.Audit;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct) =>
        context.Request.Id == "throws" ? throw new InvalidOperationException("secret inside") : rest(context, ct);
}
