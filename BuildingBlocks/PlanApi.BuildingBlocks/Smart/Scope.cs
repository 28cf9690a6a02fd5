using System.Diagnostics.CodeAnalysis;

namespace PlanApi.BuildingBlocks.Smart;

/// <summary>
/// One scope this server knows (SMART App Launch 2.2, "Scopes and Launch Context"): an identity or launch scope, or read access to one
/// type, or to <c>*</c>, or to a part of a type, of the patient in context. It prints in the grammar, v1 or v2, in which it was asked.
/// </summary>
public sealed record Scope
{
    public const string OpenId = "openid";
    public const string FhirUser = "fhirUser";
    public const string Profile = "profile";
    public const string Launch = "launch";
    public const string LaunchPatient = "launch/patient";

    /// <summary>A refresh token that works when the person is away.</summary>
    public const string OfflineAccess = "offline_access";

    /// <summary>A refresh token that ends with the sign-in.</summary>
    public const string OnlineAccess = "online_access";

    /// <summary>The resource type of a wildcard scope.</summary>
    public const string AnyType = "*";

    private const string PatientPrefix = "patient/";

    private Scope(string text, string? resourceType = null, ScopeAccess access = ScopeAccess.None, ScopePart? part = null) =>
        (Text, ResourceType, Access, Part) = (text, resourceType, access, part);

    /// <summary>The scope as it is written in a token, narrowed to what may be granted: <c>patient/Coverage.cruds</c> reads <c>patient/Coverage.rs</c>.</summary>
    public string Text { get; }

    /// <summary>The FHIR type, <see cref="AnyType"/> for a wildcard, or null for a scope that opens no data.</summary>
    public string? ResourceType { get; }

    public ScopeAccess Access { get; }

    /// <summary>The part of the type it opens; null for all of it.</summary>
    public ScopePart? Part { get; }

    public bool CanRead => Access.HasFlag(ScopeAccess.Read);

    public bool CanSearch => Access.HasFlag(ScopeAccess.Search);

    /// <summary>The category of data it opens; null for a scope that opens none, and for a wildcard.</summary>
    public ScopeCategory? Category => ResourceType is null ? null : ScopeCategory.Of(ResourceType);

    internal bool IsV1 => Text.EndsWith(".read", StringComparison.Ordinal);

    /// <summary>
    /// False for what is not supported and so never granted: unknown names and types, <c>user/</c> and <c>system/</c>, writing, and v2 scopes
    /// with another search restriction than those of <see cref="ScopePart.All"/> (granting them without it would widen them).
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Scope? scope)
    {
        scope = text.StartsWith(PatientPrefix, StringComparison.Ordinal) ? OfPatient(text[PatientPrefix.Length..])
            : ScopeWords.IdentityAndLaunch.ContainsKey(text) ? new Scope(text)
            : null;
        return scope is not null;
    }

    /// <summary>What it lets an app do, in plain words for the person who decides.</summary>
    public string Describe() => Texts.Say(ResourceType is null
        ? ScopeWords.IdentityAndLaunch[Text]
        : ResourceType is AnyType ? "Every category of the record listed here" : Part?.Words ?? ScopeWords.Types[ResourceType]);

    public override string ToString() => Text;

    /// <summary>The same type and grammar with less access; null when nothing is left. v1 cannot say "read only" or "search only", so that is said in v2.</summary>
    internal Scope? NarrowTo(ScopeAccess allowed) => (Access & allowed) switch
    {
        ScopeAccess.None => null,
        var left when left == Access => this,
        var left => Resource(ResourceType!, left, v1: false, Part),
    };

    internal Scope InPart(ScopePart part) => Resource(ResourceType!, Access, v1: false, part);

    internal Scope ForType(string type) => Resource(type, Access, IsV1);

    private static Scope Resource(string type, ScopeAccess access, bool v1, ScopePart? part = null) =>
        new($"{PatientPrefix}{type}.{(v1 ? "read" : Letters(access))}{part?.Restriction}", type, access, part);

    private static Scope? OfPatient(string typeAndPermission)
    {
        var dot = typeAndPermission.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || (typeAndPermission[..dot] is var type && type != AnyType && !ScopeWords.Types.ContainsKey(type)))
        {
            return null;
        }

        if (typeAndPermission.IndexOf('?', StringComparison.Ordinal) is > 0 and var restriction)
        {
            return ScopePart.Find(type, typeAndPermission[restriction..]) is { } part && OfPatient(typeAndPermission[..restriction]) is { IsV1: false } whole ? whole.InPart(part) : null;
        }

        return typeAndPermission[(dot + 1)..] switch
        {
            "read" or "*" => Resource(type, ScopeAccess.ReadAndSearch, v1: true),
            "" => null,
            var letters when IsInOrder(letters) && AccessOf(letters) is not ScopeAccess.None and var access => Resource(type, access, v1: false),
            _ => null,
        };
    }

    // v2 permissions are letters of "cruds", each once, in this order.
    private static bool IsInOrder(string letters)
    {
        var next = 0;
        foreach (var letter in letters)
        {
            var at = "cruds".IndexOf(letter, next);
            if (at < 0)
            {
                return false;
            }

            next = at + 1;
        }

        return true;
    }

    private static ScopeAccess AccessOf(string letters) =>
        (letters.Contains('r', StringComparison.Ordinal) ? ScopeAccess.Read : 0) | (letters.Contains('s', StringComparison.Ordinal) ? ScopeAccess.Search : 0);

    private static string Letters(ScopeAccess access) => access switch
    {
        ScopeAccess.Read => "r",
        ScopeAccess.Search => "s",
        ScopeAccess.ReadAndSearch => "rs",
        _ => throw new ArgumentOutOfRangeException(nameof(access), access, "A resource scope permits something."),
    };
}
