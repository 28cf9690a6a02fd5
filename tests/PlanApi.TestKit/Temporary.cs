namespace PlanApi.TestKit;

internal static class Temporary
{
    /// <summary>Deletes a host's folder; the host's last threads may still be letting go of a file, so a few tries.</summary>
    public static async Task Delete(string directory)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(50);
            }
        }
    }
}
