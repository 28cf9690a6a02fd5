using System.Globalization;
using PlanApi.Benchmarks.Fhir;
using PlanApi.Benchmarks.Store;

// dotnet run -c Release --project tests/PlanApi.Benchmarks -- fhir [seconds] [part of the sizes] | plans [part of the sizes] | store [seconds] | million [documents]
double Number(int position, double otherwise) => args.Length > position ? double.Parse(args[position], CultureInfo.InvariantCulture) : otherwise;

switch (args.FirstOrDefault())
{
    case "fhir":
        return await FhirBenchmark.Run(TimeSpan.FromSeconds(Number(1, 3)), Number(2, 1));
    case "plans":
        return await FhirPlans.Run(Number(1, 1));
    case "store":
        return await StoreBenchmark.Run(TimeSpan.FromSeconds(Number(1, 1)));
    case "million":
        await MillionBenchmark.Run((int)Number(1, 1_000_000));
        return 0;
    default:
        Console.Error.WriteLine("Say fhir, plans, store or million.");
        return 1;
}
