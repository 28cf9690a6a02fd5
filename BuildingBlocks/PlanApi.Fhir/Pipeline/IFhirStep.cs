namespace PlanApi.Fhir;

/// <summary>The rest of the pipeline, as a step sees it.</summary>
public delegate ValueTask FhirNext(FhirContext context, CancellationToken ct);

/// <summary>
/// A link of the pipeline: what it does before the rest of the pipeline, after it, or instead of it. Steps hold no state of a request
/// and are shared by all of them. To end a request, call <see cref="FhirContext.Fail(FhirFailure)"/> and do not call the rest.
/// </summary>
public interface IFhirStep
{
    /// <summary>The place in the pipeline, see <see cref="StepOrder"/>. No two steps of a branch share one.</summary>
    int Order { get; }

    /// <summary>Does this step's part and, unless it ends the request, calls <paramref name="rest"/> once.</summary>
    ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct);
}

/// <summary>
/// The documented order of every pipeline. It is logged at start and asserted by a test. A module's own steps use
/// <see cref="Authorization"/> and <see cref="Audit"/>, or a number between two of these.
/// </summary>
public static class StepOrder
{
    /// <summary>Turns what is thrown further in into a 500 with a request id.</summary>
    public const int Errors = 100;

    /// <summary>Only JSON is spoken: <c>_format</c> and Accept, else 406.</summary>
    public const int Format = 200;

    /// <summary>The interaction exists and is declared for the type, else 404 or 405.</summary>
    public const int SupportedInteraction = 300;

    /// <summary>Who is asking and what they may see: sets <see cref="FhirContext.Access"/> or ends with 401 or 403.</summary>
    public const int Authorization = 400;

    /// <summary>Refuses what no authorization step has decided about.</summary>
    public const int FailClosed = 450;

    /// <summary>Writes down who saw what, after the rest has run.</summary>
    public const int Audit = 500;

    /// <summary>304 where the caller already has this version.</summary>
    public const int Conditional = 600;

    /// <summary>The one handler of the interaction.</summary>
    public const int Handler = 1000;
}
