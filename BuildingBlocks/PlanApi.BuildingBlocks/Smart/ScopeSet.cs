using System.Collections;

namespace PlanApi.BuildingBlocks.Smart;

/// <summary>
/// Supported scopes, each once, in the order asked. No operation gives more than went in: unknown scopes are dropped, wildcards become the
/// supported types one by one, and an intersection permits only what both sides permit.
/// </summary>
public sealed class ScopeSet : IReadOnlyCollection<Scope>
{
    public static readonly ScopeSet Empty = new([]);

    /// <summary>Every scope this server can grant, in the v1 grammar of the data holder's published list. Each is also understood in v2.</summary>
    public static readonly ScopeSet Supported = Parse($"{string.Join(' ', ScopeWords.IdentityAndLaunch.Keys)} patient/*.read");

    private readonly IReadOnlyList<Scope> _scopes;

    private ScopeSet(IEnumerable<Scope> scopes) => _scopes = [.. scopes.DistinctBy(s => s.Text)];

    public int Count => _scopes.Count;

    /// <summary>Whether any of them opens data.</summary>
    public bool OpensData => _scopes.Any(s => s.ResourceType is not null);

    /// <summary>The types that may be read or searched, in part or whole, each once.</summary>
    public IEnumerable<string> ResourceTypes => _scopes.Select(s => s.ResourceType).OfType<string>().Distinct();

    /// <summary>Reads a space-separated scope value (RFC 6749, 3.3) and keeps what is supported.</summary>
    public static ScopeSet Parse(string? scope) => Of((scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Keeps what is supported of these.</summary>
    public static ScopeSet Of(IEnumerable<string> scopes) => new(scopes
        .Select(text => Scope.TryParse(text, out var scope) ? scope : null)
        .OfType<Scope>()
        .SelectMany(scope => scope.ResourceType is Scope.AnyType ? ScopeWords.Types.Keys.Select(scope.ForType) : [scope]));

    /// <summary>Whether this very scope is in the set, whatever the grammar of the rest.</summary>
    public bool Contains(string text) => _scopes.Any(s => s.Text == text);

    /// <summary>Whether an app with these scopes may do all of <paramref name="access"/> with the type, or with the part of it.</summary>
    public bool Permits(string resourceType, ScopeAccess access, ScopePart? part = null) =>
        access is not ScopeAccess.None && (AccessTo(resourceType, part) & access) == access;

    /// <summary>Whether an app with these scopes may do all of <paramref name="access"/> with some of the type.</summary>
    public bool PermitsSome(string resourceType, ScopeAccess access) => access is not ScopeAccess.None
        && (_scopes.Where(s => s.ResourceType == resourceType).Aggregate(ScopeAccess.None, static (all, s) => all | s.Access) & access) == access;

    /// <summary>What both permit, in this set's grammar and order.</summary>
    public ScopeSet Intersect(ScopeSet other) => new(_scopes.SelectMany(s => s.ResourceType is null ? other.Contains(s.Text) ? [s] : [] : other.Both(s)));

    /// <summary>Whether everything here is permitted by the other set too.</summary>
    public bool IsWithin(ScopeSet other) => _scopes.All(s => s.ResourceType is null ? other.Contains(s.Text) : other.Permits(s.ResourceType, s.Access, s.Part));

    public ScopeSet Where(Func<Scope, bool> keep) => new(_scopes.Where(keep));

    public IEnumerator<Scope> GetEnumerator() => _scopes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Space-separated, as tokens and replies carry it.</summary>
    public override string ToString() => string.Join(' ', _scopes);

    // What opens all of a type opens each part of it.
    private ScopeAccess AccessTo(string resourceType, ScopePart? part) => _scopes
        .Where(s => s.ResourceType == resourceType && (s.Part is null || s.Part == part)).Aggregate(ScopeAccess.None, static (all, s) => all | s.Access);

    // Of what a scope asks for whole, this set may open a part whole and another in part.
    private IEnumerable<Scope> Both(Scope asked)
    {
        var whole = AccessTo(asked.ResourceType!, asked.Part);
        if (asked.NarrowTo(whole) is { } kept)
        {
            yield return kept;
        }

        foreach (var scope in _scopes.Where(s => asked.Part is null && s.Part is not null && s.ResourceType == asked.ResourceType))
        {
            if (asked.InPart(scope.Part!).NarrowTo(scope.Access & ~whole) is { } inPart)
            {
                yield return inPart;
            }
        }
    }
}
