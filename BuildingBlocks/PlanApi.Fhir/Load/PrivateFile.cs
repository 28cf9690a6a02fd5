namespace PlanApi.Fhir.Load;

/// <summary>Files with resources' content in them: only their owner may read them.</summary>
internal static class PrivateFile
{
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var with = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = options };
        if (!OperatingSystem.IsWindows())
            with.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, with);
    }
}
