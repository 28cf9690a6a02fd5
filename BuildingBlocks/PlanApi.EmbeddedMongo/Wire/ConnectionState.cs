using PlanApi.EmbeddedMongo.Security;

namespace PlanApi.EmbeddedMongo.Wire;

/// <summary>What the server knows of one client: its number, and whether it has signed in.</summary>
internal sealed class ConnectionState(int id, ScramCredential credential)
{
    public int Id => id;
    public ScramCredential Credential => credential;
    public bool SignedIn { get; set; }

    /// <summary>The sign-in under way.</summary>
    public ScramConversation? Conversation { get; set; }
}
