using System.Buffers.Binary;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Projections;

/// <summary>Copies the included elements of a document's bytes, or all but the excluded ones.</summary>
internal readonly struct ProjectionWriter
{
    private readonly KeyBuffer _bytes;
    private readonly bool _including;

    private ProjectionWriter(KeyBuffer bytes, bool including) => (_bytes, _including) = (bytes, including);

    public static byte[] Write(ReadOnlySpan<byte> document, ProjectionNode root, bool including)
    {
        using var bytes = KeyBuffer.Rent();
        new ProjectionWriter(bytes, including).Document(document, root);
        return bytes.ToArray();
    }

    private void Document(ReadOnlySpan<byte> document, ProjectionNode node)
    {
        var start = Open();
        var elements = new BsonElements(document);
        while (elements.MoveNext())
        {
            var child = node.Find(elements.Current.Name);
            var value = elements.Current.Value;
            if (child is null || child.IsLeaf)
            {
                if ((child is null) != _including) _bytes.Append(document[elements.Start..elements.End]);
            }
            else if (value.IsDocument || value.IsArray)
            {
                _bytes.Append(document[elements.Start..elements.ValueStart]);
                if (value.IsDocument) Document(value.Bytes, child);
                else Array(value.Bytes, child);
            }
            else if (!_including) _bytes.Append(document[elements.Start..elements.End]);
        }
        Close(start);
    }

    /// <summary>Paths go on into the documents of an array; inclusion leaves its other elements out.</summary>
    private void Array(ReadOnlySpan<byte> array, ProjectionNode node)
    {
        var start = Open();
        var index = 0;
        foreach (var element in new BsonElements(array))
        {
            var value = element.Value;
            if (!value.IsDocument && !value.IsArray && _including) continue;
            _bytes.Append((byte)value.Type);
            Name(index++);
            if (value.Type == BsonType.Document) Document(value.Bytes, node);
            else if (value.Type == BsonType.Array) Array(value.Bytes, node);
            else _bytes.Append(value.Bytes);
        }
        Close(start);
    }

    private void Name(int index)
    {
        Span<byte> digits = stackalloc byte[11];
        index.TryFormat(digits, out var count, default, System.Globalization.CultureInfo.InvariantCulture);
        _bytes.Append(digits[..count]);
        _bytes.Append(0);
    }

    private int Open()
    {
        var start = _bytes.Length;
        _bytes.Grow(4);
        return start;
    }

    private void Close(int start)
    {
        _bytes.Append(0);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.At(start, 4), _bytes.Length - start);
    }
}
