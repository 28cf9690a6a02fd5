using System.Buffers.Binary;
using System.Collections;
using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.IO;

namespace PlanApi.Fhir.Store;

/// <summary>The strings of a stored array as its BSON: a resource has many entries, of which a reader wants a few or none.</summary>
internal sealed class StoredTexts : IReadOnlyCollection<string>
{
    private readonly byte[] _array;

    private StoredTexts(byte[] array) => _array = array;

    /// <summary>Takes the array at which a reader is.</summary>
    public static StoredTexts Read(IBsonReader reader)
    {
        using var array = reader.ReadRawBsonArray();
        var bytes = new byte[array.Length];
        array.GetBytes(0, bytes, 0, bytes.Length);
        return new(bytes);
    }

    public int Count => All([]).Count();

    public IEnumerator<string> GetEnumerator() => All([]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Those that begin so.</summary>
    public IEnumerable<string> Beginning(string text) => All(Encoding.UTF8.GetBytes(text));

    // Length, elements, zero; of each element its type, its place as text that ends with zero, the string's length, the string, zero (bsonspec.org).
    private IEnumerable<string> All(byte[] beginning)
    {
        for (var at = sizeof(int); _array[at] != (byte)BsonType.EndOfDocument;)
        {
            at = Array.IndexOf(_array, (byte)0, at) + 1;
            var length = BinaryPrimitives.ReadInt32LittleEndian(_array.AsSpan(at)) - 1;
            at += sizeof(int);
            if (_array.AsSpan(at, length).StartsWith(beginning))
                yield return Encoding.UTF8.GetString(_array, at, length);
            at += length + 1;
        }
    }
}
