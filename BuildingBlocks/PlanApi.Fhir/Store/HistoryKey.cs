using System.Globalization;

namespace PlanApi.Fhir.Store;

/// <summary>Keys of earlier versions: they sort by version within their resource.</summary>
internal static class HistoryKey
{
    public static string Of(string type, string id, int version) => Of($"{type}/{id}", version);

    public static string Of(string reference, int version) => string.Create(CultureInfo.InvariantCulture, $"{reference}/{version:d10}");
}
