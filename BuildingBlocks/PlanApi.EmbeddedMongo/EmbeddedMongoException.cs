namespace PlanApi.EmbeddedMongo;

/// <summary>The embedded store cannot start; the message is a plain sentence for the person who started it.</summary>
public sealed class EmbeddedMongoException : Exception
{
    /// <summary>With no message of its own.</summary>
    public EmbeddedMongoException() { }

    /// <summary>Says why.</summary>
    public EmbeddedMongoException(string message) : base(message) { }

    /// <summary>Says why, and what lies behind it.</summary>
    public EmbeddedMongoException(string message, Exception inner) : base(message, inner) { }
}
