using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.CrudSpec;

/// <summary>runOnRequirements, for what the store presents itself as: a standalone server of version 7.0.</summary>
internal static class Requirements
{
    private static readonly Version Server = new(7, 0, 0);

    /// <summary>Why a test is not for this server; null when it is.</summary>
    public static string? Unmet(BsonDocument file, BsonDocument test) => Unmet(file) ?? Unmet(test);

    private static string? Unmet(BsonDocument holder)
    {
        if (!holder.TryGetValue("runOnRequirements", out var any)) return null;
        var reasons = any.AsBsonArray.Select(r => One(r.AsBsonDocument)).ToList();
        return reasons.Contains(null) ? null : reasons[0];
    }

    private static string? One(BsonDocument requirement)
    {
        if (requirement.TryGetValue("minServerVersion", out var least) && Read(least) > Server) return $"for servers newer than 7.0: from {least}";
        if (requirement.TryGetValue("maxServerVersion", out var most) && Read(most) < Server) return $"for servers older than 7.0: up to {most}";
        if (requirement.TryGetValue("topologies", out var topologies) && !topologies.AsBsonArray.Contains("single")) return $"for other topologies: {topologies}";
        // "serverless: forbid" is met by every server that is one's own.
        return null;
    }

    private static Version Read(BsonValue version)
    {
        var parts = version.AsString.Split('.').Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).Concat([0, 0]).ToArray();
        return new Version(parts[0], parts[1], parts[2]);
    }
}
