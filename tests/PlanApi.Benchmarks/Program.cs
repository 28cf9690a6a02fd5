using System.Globalization;
using PlanApi.Benchmarks;

// dotnet run -c Release --project tests/PlanApi.Benchmarks -- read [seconds] | store [seconds] | million [documents]
double Number(double otherwise) => args is [_, var number] ? double.Parse(number, CultureInfo.InvariantCulture) : otherwise;

switch (args.FirstOrDefault())
{
    case null or "read":
        await ReadBenchmark.Run(TimeSpan.FromSeconds(Number(3)));
        return 0;
    case "store":
        return await StoreBenchmark.Run(TimeSpan.FromSeconds(Number(1)));
    case "million":
        await MillionBenchmark.Run((int)Number(1_000_000));
        return 0;
    default:
        Console.Error.WriteLine("Say read, store or million.");
        return 1;
}
