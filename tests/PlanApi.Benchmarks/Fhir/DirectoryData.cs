using System.Globalization;
using System.Text;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>A directory of 100,000 roles, 200,000 practitioners and 100,000 locations, the same at every run.</summary>
internal sealed record DirectoryData(double Part)
{
    public const string Specialty = "207Q00000X", City = "Fairfield 100";
    private const int Organizations = 1000, Specialties = 50, Cities = 200;
    private static readonly string[] Sounds = ["sm", "th", "br", "kl", "an", "or", "el", "mi", "va", "du", "ros", "han"];

    private readonly int _locations = (int)(100_000 * Part), _practitioners = (int)(200_000 * Part), _roles = (int)(100_000 * Part);

    /// <summary>Resources in all.</summary>
    public int Count => Organizations + _locations + _practitioners + _roles;

    public async Task Write(string file)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        for (var o = 0; o < Organizations; o++)
        {
            await writer.WriteLineAsync($$"""{"resourceType":"Organization","id":"o{{o}}","active":true,"type":[{"coding":[{"system":"http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/OrgTypeCS","code":"prvgrp"}]}],"name":"Group {{o}}"}""");
        }

        for (var l = 0; l < _locations; l++)
        {
            var (latitude, longitude) = (41 + 4 * Spread(l, 0.7548776662), -124 + 50 * Spread(l, 0.5698402910));
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $$$"""{"resourceType":"Location","id":"l{{{l}}}","status":"active","name":"Office {{{l}}}","type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"OUTPHARM"}]}],"address":{"line":["{{{l}}} Main Street"],"city":"Fairfield {{{l % Cities}}}","state":"CT","postalCode":"06{{{l % 1000:000}}}"},"position":{"longitude":{{{longitude:0.00000}}},"latitude":{{{latitude:0.00000}}}},"managingOrganization":{"reference":"Organization/o{{{l % Organizations}}}"}}"""));
        }

        for (var p = 0; p < _practitioners; p++)
        {
            // One in 400 begins with "Smi".
            var family = p % 400 == 0 ? $"Smith{p}" : Capital(Sounds[p % 12] + Sounds[p / 12 % 12] + Sounds[p / 144 % 12]) + p;
            await writer.WriteLineAsync($$"""{"resourceType":"Practitioner","id":"p{{p}}","active":true,"identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"{{1_000_000_000 + p}}"}],"name":[{"family":"{{family}}","given":["Given{{p % 500}}"]}]}""");
        }

        for (var r = 0; r < _roles; r++)
        {
            var specialty = r % Specialties == 0 ? Specialty : $"2{r % Specialties:00}X00000X";
            await writer.WriteLineAsync($$"""{"resourceType":"PractitionerRole","id":"r{{r}}","active":true,"practitioner":{"reference":"Practitioner/p{{r * 2 % _practitioners}}"},"organization":{"reference":"Organization/o{{r % Organizations}}"},"specialty":[{"coding":[{"system":"http://nucc.org/provider-taxonomy","code":"{{specialty}}"}]}],"location":[{"reference":"Location/l{{(int)(_locations * Spread(r, 0.6180339887))}}"}]}""");
        }
    }

    /// <summary>Between 0 and 1, evenly and without a pattern that matters here.</summary>
    private static double Spread(int number, double step) => number * step % 1;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
