using System.Collections.Concurrent;
using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Validation;

/// <summary>
/// Whether the SDK takes a primitive's value. Code systems, profiles, codes and days come again and again, and to parse one takes longer
/// than to find it among those that were taken before: so many of each type are remembered.
/// </summary>
internal static class ValidValues
{
    private const int Most = 10_000, Longest = 100;
    private static readonly Dictionary<Type, Remembered> Types = new()
    {
        [typeof(FhirUri)] = new(),
        [typeof(Canonical)] = new(),
        [typeof(Code)] = new(),
        [typeof(Date)] = new(),
        [typeof(FhirDateTime)] = new(),
        [typeof(Instant)] = new(),
    };

    public static bool Have(PrimitiveType primitive)
    {
        if (primitive.JsonValue is not string { Length: <= Longest } text || !Types.TryGetValue(primitive.GetType(), out var known))
            return primitive.HasValidValue();
        if (known.Has(text))
            return true;
        if (!primitive.HasValidValue())
            return false;
        known.Add(text);
        return true;
    }

    private sealed class Remembered
    {
        private readonly ConcurrentDictionary<string, bool> _texts = new(StringComparer.Ordinal);

        // Counted here, as the dictionary takes all its locks to count.
        private int _count;

        public bool Has(string text) => _texts.ContainsKey(text);

        /// <summary>Remembers one, unless there are enough.</summary>
        public void Add(string text)
        {
            if (Volatile.Read(ref _count) < Most && _texts.TryAdd(text, true))
                Interlocked.Increment(ref _count);
        }
    }
}
