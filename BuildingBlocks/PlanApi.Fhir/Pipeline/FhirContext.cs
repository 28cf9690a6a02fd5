using PlanApi.Fhir.Store;

namespace PlanApi.Fhir;

/// <summary>
/// A request, who is asking, and the answer as it grows. Steps and handlers see this and never HTTP.
/// Until the authorization step of the branch has set <see cref="Access"/>, nothing in the store is visible.
/// </summary>
public sealed class FhirContext(FhirBranch branch, FhirRequest request)
{
    private Access _access = Access.None;
    private ScopedRepository? _scoped;

    /// <summary>The FHIR endpoint that was asked.</summary>
    public FhirBranch Branch => branch;

    /// <summary>What was asked.</summary>
    public FhirRequest Request => request;

    /// <summary>What is answered.</summary>
    public FhirResponse Response { get; } = new();

    /// <summary>What the caller may see. Set once, by the authorization step; setting it a second time throws.</summary>
    public Access Access
    {
        get => _access;
        set
        {
            if (_access != Access.None)
                throw new InvalidOperationException("The access of a request is decided once.");
            _access = value;
        }
    }

    /// <summary>Names the caller for paging links: a cursor made for one is refused from another. Set by the authorization step.</summary>
    public string Principal { get; set; } = "";

    /// <summary>The store as this caller may see it. There is no other way from a request to the store.</summary>
    public ISearchRepository Repository => Scoped;

    private ScopedRepository Scoped => _scoped ??= branch.Scoped(Access);

    /// <summary>Facts that steps of one module hand to each other (e.g. from authorization to audit).</summary>
    public IDictionary<string, object> Items => field ??= new Dictionary<string, object>();

    /// <summary>Some types of the record of the patient that this caller may see; null where the access is to no patient.</summary>
    internal RecordWalk? Record(IEnumerable<string> types, DateTime? since) => Scoped.Record(types, since);

    /// <summary>Ends the request with an error: what was to be answered is dropped.</summary>
    public void Fail(int status, string code, string diagnostics, string? expression = null)
    {
        Response.Status = status;
        Response.Body = null;
        Response.Version = null;
        Response.LastModified = null;
        Response.Disclosed = 0;
        Response.Issues.Add(new("error", code, diagnostics, expression));
    }

    /// <inheritdoc cref="Fail(int,string,string,string)"/>
    public void Fail(FhirFailure failure)
    {
        Fail(failure.Status, failure.Code, failure.Diagnostics, failure.Expression);
        Response.Allow = failure.Allow;
    }
}
