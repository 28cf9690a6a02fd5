using System.Collections;
using System.Text;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>The elements of a document or array that can be kept. A loop over them makes nothing but their names: commands are read by many.</summary>
internal readonly struct RawElements(ReadOnlyMemory<byte> document) : IEnumerable<(string Name, RawValue Value)>
{
    public Enumerator GetEnumerator() => new(document);

    IEnumerator<(string Name, RawValue Value)> IEnumerable<(string Name, RawValue Value)>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal struct Enumerator(ReadOnlyMemory<byte> document) : IEnumerator<(string Name, RawValue Value)>
    {
        private int _next = 4;

        public (string Name, RawValue Value) Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            var rest = document.Span[_next..];
            var type = (BsonType)rest[0];
            if (type == BsonType.EndOfDocument) return false;
            var length = rest[1..].IndexOf((byte)0);
            var start = _next + length + 2;
            var size = BsonView.Size(type, rest[(length + 2)..]);
            Current = (Encoding.UTF8.GetString(rest.Slice(1, length)), new RawValue(type, document.Slice(start, size)));
            _next = start + size;
            return true;
        }

        public void Reset() => _next = 4;

        public readonly void Dispose()
        {
        }
    }
}
