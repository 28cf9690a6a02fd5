namespace PlanApi.Benchmarks.Fhir;

/// <summary>The rows about the public directory: the time within which 99 of 100 replies come, at 16 connections.</summary>
internal sealed class DirectoryRows(string address, TimeSpan time)
{
    private const int Rounds = 5;

    public async Task Run()
    {
        var city = Uri.EscapeDataString(DirectoryData.City);
        await Show("roles by specialty and city, three includes",
            $"/directory/fhir/PractitionerRole?specialty={DirectoryData.Specialty}&location.address-city={city}&_include=PractitionerRole:practitioner&_include=PractitionerRole:location&_include=PractitionerRole:organization");
        await Show("practitioners by the start of a name", "/directory/fhir/Practitioner?name=smi");
        await Show("locations within 10 miles", "/directory/fhir/Location?near=42.5%7C-100.0%7C10%7C%5Bmi_us%5D", "/directory/fhir/Location?near=43.1%7C-90.3%7C10%7C%5Bmi_us%5D");
    }

    private async Task Show(string name, params string[] paths)
    {
        await Wrk.Run(address, paths, null, time);
        List<Wrk> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await Wrk.Run(address, paths, null, time));
        }

        var median = rounds.OrderBy(r => r.P99).ElementAt(Rounds / 2);
        Console.WriteLine($"{name,-52} {median.PerSecond,8:0} /s, median {median.Median:0.0} ms, p99 {median.P99:0.0} ms");
    }
}
