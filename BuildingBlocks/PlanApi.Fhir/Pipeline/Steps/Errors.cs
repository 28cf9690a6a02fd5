using Microsoft.Extensions.Logging;
using MongoDB.Driver;

namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>Turns what is thrown further in into an answer that names the request and nothing of the inside.</summary>
internal sealed partial class Errors(ILogger<Errors> logger) : IFhirStep
{
    public int Order => StepOrder.Errors;

    public async ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        try
        {
            await rest(context, ct);
        }
        catch (FhirFailureException e)
        {
            context.Fail(e.Failure);
        }
        catch (MongoExecutionTimeoutException)
        {
            context.Fail(400, IssueCode.TooCostly, "This takes longer than a request may. Make the search narrower, or leave out the total.");
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is MongoConnectionException or TimeoutException)
        {
            LogStore(logger, context.Request.RequestId, e);
            context.Response.RetryAfter = 5;
            context.Fail(503, IssueCode.Transient, $"The store can not be reached at the moment. Try again shortly. Request {context.Request.RequestId}.");
        }
#pragma warning disable CA1031 // The one place where anything unforeseen becomes an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogUnforeseen(logger, context.Request.RequestId, e);
            context.Fail(500, IssueCode.Exception, $"Something went wrong here. Tell us the request id: {context.Request.RequestId}.");
        }
    }

    [LoggerMessage(2, LogLevel.Error, "FHIR request {RequestId} failed")]
    private static partial void LogUnforeseen(ILogger logger, string requestId, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "FHIR request {RequestId} could not reach the store")]
    private static partial void LogStore(ILogger logger, string requestId, Exception exception);
}
