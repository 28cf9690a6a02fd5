using System.Security.Cryptography;

namespace PlanApi.TestKit;

internal static class MasterKey
{
    /// <summary>A host on a MongoDB needs a master key of its own: its file, made at the first call.</summary>
    public static string In(string directory)
    {
        var path = Path.Combine(directory, "master.key");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return path;
    }
}
