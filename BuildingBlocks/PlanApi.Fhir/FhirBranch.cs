using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Load;
using PlanApi.Fhir.Pipeline;
using PlanApi.Fhir.Pipeline.Handlers;
using PlanApi.Fhir.Pipeline.Steps;
using PlanApi.Fhir.Search;
using PlanApi.Fhir.Store;

namespace PlanApi.Fhir;

/// <summary>A FHIR endpoint with its store, as its module declared it.</summary>
public sealed class FhirBranch
{
    private readonly ResourceCollections _collections;
    private readonly ChangeRepository _changes;
    private readonly SearchParser _parser;
    private readonly Lazy<FhirPipeline> _pipeline;
    private readonly Lazy<byte[]> _statement;
    private readonly TimeProvider _clock;

    // Scopes of accesses that somebody still holds: a token's access is the same at each of its requests.
    private readonly ConditionalWeakTable<Access, AccessScope> _scopes = [];

    internal FhirBranch(FhirBranchDeclaration declaration, IServiceProvider services)
    {
        Declaration = declaration;
        BaseUrl = declaration.PublicUrl(services).ToString().TrimEnd('/') + declaration.BasePath;
        if (declaration.IsPublic && declaration.Resources.Any(r => r.Interactions.Contains(Interaction.Everything)))
            throw new InvalidOperationException($"'{declaration.Name}' is public: it has no patient whose $everything could be asked for.");
        Types = declaration.Resources.ToFrozenDictionary(r => r.Type, r => new DeclaredType(r), StringComparer.Ordinal);
        _clock = services.GetRequiredService<TimeProvider>();
        _collections = new(services.GetRequiredService<IMongoDatabase>(), declaration);
        _changes = new(Types, _collections, _clock);
        _parser = new(Types, BaseUrl, _clock);
        _pipeline = new(() => Compose(services));
        _statement = new(() => CapabilityBuilder.Build(Declaration, Types.Values, BaseUrl, s => Declaration.Describe?.Invoke(services, s)));
    }

    /// <summary>What the module declared.</summary>
    public FhirBranchDeclaration Declaration { get; }

    /// <summary>The absolute FHIR base, without a slash at its end.</summary>
    public string BaseUrl { get; }

    /// <summary>The steps of its pipeline, in order.</summary>
    public IReadOnlyList<IFhirStep> Steps => _pipeline.Value.Steps;

    /// <summary>How many matches a page holds when nothing is said, and at most.</summary>
    public static (int Usual, int Most) PageSize => (SearchParser.DefaultCount, SearchParser.MaximumCount);

    /// <summary>What a search may cost before it is refused: targets of a chain, matches sorted without an index, places near another, the time of one query; and what a page includes at most.</summary>
    public static (int Chained, int Sorted, int Near, int Included, TimeSpan Time) SearchLimits =>
        (Limits.Usual.ChainTargets, Limits.Usual.Sorted, Limits.Usual.Near, Limits.Usual.Included, Limits.Time);

    /// <summary>What it can do, as it says itself: a CapabilityStatement in JSON.</summary>
    public ReadOnlyMemory<byte> CapabilityStatement => _statement.Value;

    /// <summary>The way to write.</summary>
    public IResourceChangeRepository Changes => _changes;

    internal IReadOnlyDictionary<string, DeclaredType> Types { get; }

    /// <summary>The store as one asker may see it: the only way to read.</summary>
    public ISearchRepository As(Access access) => Scoped(access);

    internal ScopedRepository Scoped(Access access) => new(_scopes.GetValue(access, a => new(a, Types, _collections)), Types, _collections, Declaration.Limits);

    /// <summary>
    /// What an access to one patient opens, as a bundle of type collection: all that $everything would give, for the server's own pages. Fetched while it
    /// is written, so that it takes the same memory whatever its length; if the store fails on the way, writing ends with that failure.
    /// </summary>
    /// <param name="access">One made by <see cref="Access.ToCompartment"/>; any other opens nothing here.</param>
    /// <param name="id">The bundle's id.</param>
    public IFhirBody Collection(Access access, string id)
    {
        var types = EverythingTypes.Of(Declaration.Resources, access);
        return new BundleBody(BaseUrl, "collection") { Id = id, Matches = [], Following = Scoped(access).Record(types, since: null)?.From("", null, CancellationToken.None) };
    }

    /// <summary>A search from the server's own code, e.g. <c>Query("Coverage", ("beneficiary", "Patient/1"))</c>.</summary>
    /// <exception cref="ArgumentException">The search would be refused from a request: unknown type or parameter, malformed value.</exception>
    public SearchQuery Query(string type, params IReadOnlyList<(string Name, string Value)> arguments)
    {
        if (!Types.ContainsKey(type))
            throw new ArgumentException($"{type} is not served by '{Declaration.Name}'.", nameof(type));
        List<Argument> all = [.. arguments.Select(a => new Argument(a.Name, a.Value))];
        var parsed = _parser.Parse(type, all);
        if (parsed.Failure is { } failure)
            throw new ArgumentException(failure.Diagnostics, nameof(arguments));
        if (all.Find(a => !a.Handled && a.Value.Length > 0) is { } unknown)
            throw new ArgumentException($"'{unknown.Name}' is not a search parameter of {type}.", nameof(arguments));
        return parsed.Value!;
    }

    /// <summary>Makes the collections' indexes; cheap when they are there.</summary>
    public Task EnsureIndexes(CancellationToken ct) => _collections.EnsureIndexes(ct);

    /// <summary>
    /// Loads a file or folder: FHIR bundles, NDJSON or single resources, each possibly <c>.gz</c>. Streams; loading again changes nothing.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public Task<LoadReport> Load(LoadRequest request, IProgress<LoadReport>? progress, CancellationToken ct) =>
        new FhirLoader(Types, _changes, _collections, BaseUrl, _clock).Load(request, progress, ct);

    /// <summary>Answers a request: runs the pipeline and returns the context with its response.</summary>
    public async ValueTask<FhirContext> Answer(FhirRequest request, CancellationToken ct)
    {
        var context = new FhirContext(this, request);
        await _pipeline.Value.Run(context, ct);
        return context;
    }

    /// <summary>Makes the pipeline now, so that its order is logged, and a wrong one stops the host, at the start.</summary>
    internal void Compose() => _ = _pipeline.Value;

    private FhirPipeline Compose(IServiceProvider services)
    {
        IFhirStep[] own =
        [
            new Errors(services.GetRequiredService<ILogger<Errors>>()), new Format(), new SupportedInteraction(), new FailClosed(), new Conditional(),
        ];
        var steps = own.Concat(Declaration.Steps.Select(s => (IFhirStep)services.GetRequiredService(s)));
        var cursors = new Cursors(services.GetRequiredService<IDataProtectionProvider>);
        var capabilities = new CapabilityHandler(_statement);
        var search = new SearchHandler(_parser, new(cursors));
        return new(Declaration.Name, steps, new Handlers(search, new(cursors), new(cursors), new(search), capabilities).Handle, services.GetRequiredService<ILogger<FhirBranch>>());
    }
}
