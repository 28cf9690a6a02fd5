using System.Runtime.CompilerServices;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Fhir;
using PlanApi.Identity.Contracts;

namespace PlanApi.PatientAccess.ServeRecords;

/// <summary>
/// Decides by the bearer token what a request may see: the one patient it names, of the types its scopes grant, in the organization it is
/// for. Nothing is decided from the request itself. The capability statement is open (SMART App Launch 2.2, 6.1).
/// </summary>
internal sealed class AuthorizeStep(IAccessTokens tokens, AccessRecorder recorder) : IFhirStep
{
    private const string Scheme = "Bearer ";

    // By the token as its check remembers it: what it opens is worked out once.
    private readonly ConditionalWeakTable<AccessToken, Opened> _opened = [];

    public int Order => StepOrder.Authorization;

    public async ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        if (context.Request.Interaction is Interaction.Capabilities)
        {
            await rest(context, ct);
            return;
        }

        if (context.Request.Authorization is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            Refuse(context, 401, IssueCode.Login, "Send an access token: Authorization: Bearer …", "Bearer");
            return;
        }

        var presented = header.AsMemory(Scheme.Length).Trim();
        var sandbox = RecordBranches.IsSandbox(context.Branch);
        if (await tokens.Validate(presented, sandbox, ct) is not { } token)
        {
            Refuse(context, 401, IssueCode.Login, "The access token is not valid here: it is malformed, expired, revoked, or for another FHIR base.", "Bearer error=\"invalid_token\"");
            if (sandbox && await tokens.Recognize(presented, sandbox, ct) is { } ended)
            {
                // Vendors see how their app takes the end of a token.
                await recorder.Record(context, ended, null, ct);
            }

            return;
        }

        var opened = _opened.GetValue(token, static t => Opened.By(t));
        context.Items[AccessingToken.Key] = token;
        if (context.Request is { Type: { } type, Interaction: { } interaction } && !opened.Scopes.PermitsSome(type, NeededFor(interaction)))
        {
            Refuse(context, 403, IssueCode.Forbidden, $"The granted scopes do not include this for {type}.", "Bearer error=\"insufficient_scope\"");
            await recorder.Record(context, token, null, ct);
            return;
        }

        context.Access = sandbox && token.OrganizationId is null ? Access.None : opened.Access;
        context.Principal = opened.Principal;
        await rest(context, ct);
    }

    private static ScopeAccess NeededFor(Interaction interaction) => interaction switch
    {
        Interaction.Search or Interaction.DocRef => ScopeAccess.Search,
        Interaction.Read or Interaction.VersionRead or Interaction.History => ScopeAccess.Read,
        // It lists and it shows.
        Interaction.Everything => ScopeAccess.ReadAndSearch,
        _ => ScopeAccess.ReadAndSearch,
    };

    private static void Refuse(FhirContext context, int status, string code, string diagnostics, string challenge)
    {
        context.Fail(status, code, diagnostics);
        context.Response.Challenge = challenge;
    }
}

/// <summary>What a token opens.</summary>
/// <param name="Principal">A paging link made under one grant is refused under another, and by a token that may see other types of it.</param>
internal sealed record Opened(ScopeSet Scopes, Access Access, string Principal)
{
    public static Opened By(AccessToken token)
    {
        var scopes = ScopeSet.Of(token.Scopes);
        var access = Access.ToCompartment(
            token.PatientId,
            Open(scopes.Where(s => s.CanRead)),
            Open(scopes.Where(s => s.CanSearch)),
            token.OrganizationId,
            SensitiveLabels.All);
        return new(scopes, access, $"{token.GrantId}/{token.PatientId}/{string.Join(' ', token.Scopes)}");
    }

    private static IEnumerable<OpenType> Open(ScopeSet scopes) =>
        scopes.Where(s => s.ResourceType is not null).Select(s => new OpenType(s.ResourceType!, s.Part is null ? null : [s.Part.Category]));
}

/// <summary>Hands the token from authorization to the audit.</summary>
internal static class AccessingToken
{
    public const string Key = "patientAccess.token";

    public static AccessToken? Of(FhirContext context) => context.Items.TryGetValue(Key, out var token) ? (AccessToken)token : null;
}
