using MongoDB.Driver;
using PlanApi.EmbeddedMongo.Tests.Differential;
using PlanApi.TestMongo;

[assembly: AssemblyFixture(typeof(SecondServer))]

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>The server to compare with, where <c>PLANAPI_TEST_MONGO</c> names one. Random commands bring it down at times: the classes that use it do so one after the other.</summary>
public sealed class SecondServer : IDisposable
{
    public const string Absent = "There is no second server to compare with: PLANAPI_TEST_MONGO names none.";

    public MongoClient? Client { get; } = ChosenMongo.ConnectionString is { } connectionString ? new MongoClient(connectionString) : null;

    public void Dispose() => Client?.Dispose();
}
