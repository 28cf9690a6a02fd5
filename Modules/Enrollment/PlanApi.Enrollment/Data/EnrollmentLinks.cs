using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.Enrollment.Data;

/// <summary>The links in enrollment mails: the enrollment's id, and a token that follows from it and the master key. Nothing of it is stored.</summary>
internal sealed class EnrollmentLinks(EnrollmentDb db, MasterKey masterKey)
{
    public const string ConfirmPath = "/enroll/confirm";
    public const string NewLinkPath = "/enroll/new-link";
    public const string SentPath = "/enroll/sent";
    public const string NewLinkSentPath = "/enroll/new-link/sent";
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    /// <summary>How long an enrollment that nobody confirms is kept, so that a new link can be asked for.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    private const string Purpose = "enrollment.confirm";

    public string PathOf(VendorEnrollment enrollment) => $"{ConfirmPath}/{enrollment.Id}.{masterKey.TokenFor(Purpose, Subject(enrollment))}";

    /// <summary>The enrollment whose newest link this is, expired or used ones too; null when it is nobody's.</summary>
    public async Task<VendorEnrollment?> Find(string link, CancellationToken ct)
    {
        if (link.Split('.') is not [var id, var token])
        {
            return null;
        }

        var enrollment = await db.Enrollments.Find(e => e.Id == id).FirstOrDefaultAsync(ct);
        return enrollment is not null && masterKey.IsTokenFor(Purpose, Subject(enrollment), token) ? enrollment : null;
    }

    private static string Subject(VendorEnrollment enrollment) => $"{enrollment.Id}/{enrollment.LinkNumber}";
}
