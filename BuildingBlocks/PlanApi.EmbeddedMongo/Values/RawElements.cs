using System.Collections;
using System.Text;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>One element of a document or array that can be kept. Its name is made when it is asked for: those of an array's elements never are.</summary>
internal readonly struct RawElement(ReadOnlyMemory<byte> name, RawValue value)
{
    public string Name => Encoding.UTF8.GetString(name.Span);
    public RawValue Value => value;

    public void Deconstruct(out string elementName, out RawValue elementValue) => (elementName, elementValue) = (Name, value);
}

/// <summary>The elements of a document or array that can be kept. A loop over them makes nothing but their names: commands are read by many.</summary>
internal readonly struct RawElements(ReadOnlyMemory<byte> document) : IEnumerable<RawElement>
{
    public Enumerator GetEnumerator() => new(document);

    IEnumerator<RawElement> IEnumerable<RawElement>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal struct Enumerator(ReadOnlyMemory<byte> document) : IEnumerator<RawElement>
    {
        private int _next = 4;

        public RawElement Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            var rest = document.Span[_next..];
            var type = (BsonType)rest[0];
            if (type == BsonType.EndOfDocument) return false;
            var length = rest[1..].IndexOf((byte)0);
            var start = _next + length + 2;
            var size = BsonView.Size(type, rest[(length + 2)..]);
            Current = new RawElement(document.Slice(_next + 1, length), new RawValue(type, document.Slice(start, size)));
            _next = start + size;
            return true;
        }

        public void Reset() => _next = 4;

        public readonly void Dispose()
        {
        }
    }
}
