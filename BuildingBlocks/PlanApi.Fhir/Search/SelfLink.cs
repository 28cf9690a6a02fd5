using System.Text;

namespace PlanApi.Fhir.Search;

/// <summary>Says back what was understood of a search: the handled arguments, in their order.</summary>
internal static class SelfLink
{
    public static string Of(string baseUrl, FhirRequest request) => At($"{baseUrl}/{request.Type}", request);

    public static string At(string address, FhirRequest request)
    {
        var link = new StringBuilder(address);
        var separator = '?';
        foreach (var argument in Understood(request))
        {
            link.Append(separator).Append(Uri.EscapeDataString(argument.Name)).Append('=').Append(Uri.EscapeDataString(argument.Value));
            separator = '&';
        }

        return link.ToString();
    }

    public static string With(string link, string name, string value) =>
        $"{link}{(link.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    /// <summary>Names the search that a cursor is bound to: the same whatever the order of arguments and the size of pages.</summary>
    public static string Canonical(FhirRequest request) => $"{(request.Interaction is Interaction.DocRef ? Interaction.Search : request.Interaction)} {request.Type}/{request.Id}\n" + string.Join(
        '\n', Understood(request).Where(a => a.Name is not ("_count" or "_format")).Select(a => $"{a.Name}={a.Value}").Order(StringComparer.Ordinal));

    private static IEnumerable<Argument> Understood(FhirRequest request) =>
        request.Arguments.Where(a => a.Handled && a.Name is not ("_cursor" or "_pretty"));
}
