using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PlanApi.Fhir.Pipeline;

namespace PlanApi.Fhir.Web;

/// <summary>Reads the arguments that a post carries: the form of a _search, the Parameters of an operation.</summary>
internal static class RequestBody
{
    public const int MostBytes = 128 * 1024;

    private static readonly FhirFailure TooLarge = new(413, IssueCode.TooLong, $"The body is too large: {MostBytes / 1024} KB at most.");
    private static readonly FormOptions SearchForm = new() { BufferBody = false, ValueCountLimit = RequestReader.MostArguments, KeyLengthLimit = 512, ValueLengthLimit = 16 * 1024 };

    /// <summary>Adds the arguments found, or says why there are none.</summary>
    public static async ValueTask<FhirFailure?> Read(HttpRequest request, Interaction interaction, List<Argument> arguments)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && request.ContentType is null))
            return null;
        if (request.ContentLength > MostBytes)
            return TooLarge;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        if (WrongType(request, interaction) is { } wrong)
            return wrong;
        try
        {
            return interaction == Interaction.Search ? await ReadForm(request, arguments) : await OperationParameters.Read(request, arguments);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : new(400, IssueCode.Invalid, "The body could not be read.");
        }
    }

    private static async ValueTask<FhirFailure?> ReadForm(HttpRequest request, List<Argument> arguments)
    {
        try
        {
            RequestReader.Add(arguments, await new FormFeature(request, SearchForm).ReadFormAsync(request.HttpContext.RequestAborted));
            return null;
        }
        catch (InvalidDataException)
        {
            return new(400, IssueCode.Invalid, $"The search form could not be read: it is malformed, or has more than {RequestReader.MostArguments} arguments or one that is too long.");
        }
    }

    private static FhirFailure? WrongType(HttpRequest request, Interaction interaction)
    {
        string[] expected = interaction == Interaction.Search ? [MediaTypes.Form] : [MediaTypes.FhirJson, MediaTypes.Json];
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !expected.Any(e => type.MediaType.Equals(e, StringComparison.OrdinalIgnoreCase)))
            return new(415, IssueCode.NotSupported, $"This takes {expected[0]}.", HeaderNames.ContentType);
        if (type.Charset.Length > 0 && !MediaTypes.IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset)))
            return new(415, IssueCode.NotSupported, "The body must be in UTF-8.", HeaderNames.ContentType);
        var version = type.Parameters.FirstOrDefault(p => p.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase));
        return version is null || MediaTypes.IsOurVersion(HeaderUtilities.RemoveQuotes(version.Value))
            ? null
            : new(415, IssueCode.NotSupported, "This server speaks FHIR 4.0.", HeaderNames.ContentType);
    }
}
