using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.Enrollment.Data;

/// <summary>The links in invitations: the invitation's id, and a token that follows from it and the master key. Nothing of it is stored.</summary>
internal sealed class InvitationLinks(EnrollmentDb db, MasterKey masterKey)
{
    public const string JoinPath = "/sandbox/join";
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    private const string Purpose = "enrollment.invitation";

    public string PathOf(Invitation invitation) => $"{JoinPath}/{invitation.Id}.{masterKey.TokenFor(Purpose, Subject(invitation))}";

    /// <summary>The invitation whose newest link this is, whatever became of it; null when it is nobody's.</summary>
    public async Task<Invitation?> Find(string link, CancellationToken ct)
    {
        if (link.Split('.') is not [var id, var token])
        {
            return null;
        }

        var invitation = await db.Invitations.Find(i => i.Id == id).FirstOrDefaultAsync(ct);
        return invitation is not null && masterKey.IsTokenFor(Purpose, Subject(invitation), token) ? invitation : null;
    }

    private static string Subject(Invitation invitation) => $"{invitation.Id}/{invitation.LinkNumber}";
}
