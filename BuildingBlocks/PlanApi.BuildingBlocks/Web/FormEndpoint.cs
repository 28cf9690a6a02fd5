using FastEndpoints;
using FluentValidation.Results;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>A POST of an HTML form: urlencoded, antiforgery-checked, and shown again with its errors (never 400 JSON) when invalid.</summary>
public abstract class FormEndpoint<TForm> : Endpoint<TForm> where TForm : notnull
{
    /// <summary>Call first in Configure.</summary>
    protected void PostForm(params string[] routes)
    {
        Post(routes);
        AllowFormData(urlEncoded: true);
        DontThrowIfValidationFails();
        Options(static b => b.WithMetadata(AntiforgeryRequired.Instance));
    }

    /// <summary>What validation found so far, for the page that shows the form again.</summary>
    protected FormErrors Errors => new(ValidationFailures);

    protected Task Show(IResult result) => Send.ResultAsync(result);

    /// <summary>Answers 303: the browser fetches the next page, and a reload does not post again.</summary>
    protected Task SeeOther(string location) => Send.ResultAsync(new SeeOtherResult(location));
}

/// <summary>Marks an endpoint whose POST must carry a valid antiforgery token.</summary>
public sealed class AntiforgeryRequired : IAntiforgeryMetadata
{
    public static readonly AntiforgeryRequired Instance = new();
    public bool RequiresValidation => true;
}

/// <summary>303 See Other.</summary>
public sealed class SeeOtherResult(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}

/// <summary>The errors of a form, by field.</summary>
public sealed record FormErrors(IReadOnlyList<ValidationFailure> Failures)
{
    public static readonly FormErrors None = new([]);

    public bool Any => Failures.Count > 0;

    /// <summary>The first message for the field, whatever the case of its name, or null.</summary>
    public string? For(string field) =>
        Failures.FirstOrDefault(f => string.Equals(f.PropertyName, field, StringComparison.OrdinalIgnoreCase))?.ErrorMessage;
}
