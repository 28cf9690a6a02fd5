using System.Globalization;

namespace PlanApi.Fhir.Store;

/// <summary>Keys of earlier versions: they sort by version within their resource.</summary>
internal static class HistoryKey
{
    public static string Of(string key, int version) => string.Create(CultureInfo.InvariantCulture, $"{key}/{version:d10}");
}
