namespace PlanApi.Fhir;

/// <summary>What a request asks of the server, in the words of the R4 RESTful API (http.html#3.1.0).</summary>
public enum Interaction
{
    /// <summary>GET [base]/metadata.</summary>
    Capabilities,

    /// <summary>GET [base]/[type]/[id].</summary>
    Read,

    /// <summary>GET [base]/[type]/[id]/_history/[version].</summary>
    VersionRead,

    /// <summary>GET [base]/[type]/[id]/_history.</summary>
    History,

    /// <summary>GET [base]/[type]?… or POST [base]/[type]/_search.</summary>
    Search,

    /// <summary>GET or POST [base]/Patient/[id]/$everything, or without the id for the one patient of the token (operation-patient-everything.html).</summary>
    Everything,

    /// <summary>GET or POST [base]/DocumentReference/$docref (US Core 6.1.0).</summary>
    DocRef,
}
