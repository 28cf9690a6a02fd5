using System.Text.Json;

namespace PlanApi.BuildingBlocks.Web.Components;

/// <summary>Fields are named in camelCase in pages and in PascalCase in forms; both mean the same element.</summary>
internal static class FieldId
{
    public static string Of(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
