using System.Security.Cryptography;

namespace PlanApi.TestKit;

internal static class TestMongo
{
    /// <summary>The same server with a database of this host's own.</summary>
    public static string WithDatabase(string connectionString, string database)
    {
        var uri = new UriBuilder(connectionString) { Path = "/" + database };
        return uri.Uri.ToString();
    }

    public static string MasterKeyIn(string directory)
    {
        var path = Path.Combine(directory, "master.key");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return path;
    }
}
