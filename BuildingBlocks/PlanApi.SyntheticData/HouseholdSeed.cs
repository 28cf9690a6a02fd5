using System.Security.Cryptography;
using System.Text;

namespace PlanApi.SyntheticData;

/// <summary>All that a household depends on: equal seeds make equal resources, byte for byte.</summary>
/// <param name="Organization">The vendor organization they are made for; it is part of every id, so that two vendors never meet.</param>
/// <param name="Key">Tells the households of one organization apart.</param>
/// <param name="AsOf">The day the story is told: nothing in it lies later.</param>
public sealed record HouseholdSeed(string Organization, string Key, Scenario Scenario, DateOnly AsOf)
{
    /// <summary>Fixed people instead of drawn ones, for the demo plan.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = [];

    /// <summary>The id of the nth patient; the ids of what belongs to it start with it.</summary>
    public string PatientId(int person) => Personas.ElementAtOrDefault(person)?.PatientId ?? Hash("patient", Key, $"{person}");

    /// <summary>What the ids of the organization's payer and providers start with: one network for all its patients.</summary>
    public string NetworkPrefix => Personas.Count > 0 || IsPlan ? Organization : Hash("network");

    /// <summary>Whether the organization is a plan of its own, not a vendor that tries its apps.</summary>
    public bool IsPlan { get; init; }

    internal Chance ChanceFor(string part) => new(Digest(part, Key));

    private string Hash(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Digest(parts).AsSpan(0, 10));

    private byte[] Digest(params ReadOnlySpan<string> parts) => SHA256.HashData(Encoding.UTF8.GetBytes($"{Organization}\n{string.Join('\n', parts)}"));
}

/// <summary>A person whose name and id are given, and what else is told of them elsewhere.</summary>
/// <param name="MemberNumber">Null for a drawn one.</param>
/// <param name="BirthDate">Null for a drawn one.</param>
/// <param name="PostalCode">Of a town of the plan; the whole household lives where the first one does. Null for a drawn one.</param>
public sealed record Persona(string PatientId, string Given, string Family, bool Female, string? MemberNumber = null, DateOnly? BirthDate = null, string? PostalCode = null);
