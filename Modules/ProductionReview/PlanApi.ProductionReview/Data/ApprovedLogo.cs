namespace PlanApi.ProductionReview.Data;

/// <summary>Which of the kept pictures is an approved app's logo, whatever its vendor has at the declared address since.</summary>
/// <param name="Id">Of the kept pictures.</param>
/// <param name="Hash">As the sandbox copy names the same picture.</param>
internal sealed record ApprovedLogo(string Id, string Hash)
{
    public string Folder => ReviewPaths.Logo(Id);
}

/// <summary>The pictures of a logo that a reviewer saw and approved. They are never changed.</summary>
internal sealed record StoredApprovedLogo(string Id, byte[] Small, byte[] Large);
