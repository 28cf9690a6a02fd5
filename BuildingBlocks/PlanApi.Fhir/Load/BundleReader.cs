using System.Text.Json;

namespace PlanApi.Fhir.Load;

/// <summary>
/// Reads one JSON object from a stream and hands out the elements of its <c>entry</c> array one by one, holding no more than the
/// one at hand. What is not a bundle has no entries.
/// </summary>
internal sealed class BundleReader(Stream stream)
{
    private enum Place
    {
        Before,
        InObject,
        AtEntries,
        InEntries,
        After,
    }

    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _final;
    private Place _place = Place.Before;
    private JsonReaderState _state;

    /// <summary>The object's type, as far as it has been read.</summary>
    public string? ResourceType { get; private set; }

    /// <summary>The next entry, valid until the next call; null at the end.</summary>
    /// <exception cref="JsonException">The stream is not one JSON object.</exception>
    public ReadOnlyMemory<byte>? Next()
    {
        while (true)
        {
            if (Advance() is { } entry)
                return entry;
            if (_place == Place.After)
                return null;
            Fill();
        }
    }

    // An entry; or null where more bytes are needed or the end is reached.
    private ReadOnlyMemory<byte>? Advance()
    {
        var from = _start;
        var reader = new Utf8JsonReader(_buffer.AsSpan(from, _end - from), _final, _state);
        while (_place != Place.After && reader.Read())
        {
            var start = from + (int)reader.TokenStartIndex;
            switch (_place)
            {
                case Place.Before:
                    _place = reader.TokenType == JsonTokenType.StartObject ? Place.InObject : throw new JsonException("Not a JSON object.");
                    break;
                case Place.InObject when reader.TokenType == JsonTokenType.EndObject:
                    _place = Place.After;
                    break;
                case Place.InObject when reader.ValueTextEquals("entry"u8):
                    _place = Place.AtEntries;
                    break;
                case Place.InObject:
                    var isType = reader.ValueTextEquals("resourceType"u8);
                    if (!reader.Read() || !reader.TrySkip())
                        return null;
                    if (isType && reader.TokenType == JsonTokenType.String)
                        ResourceType = reader.GetString();
                    break;
                case Place.AtEntries:
                    _place = reader.TokenType == JsonTokenType.StartArray ? Place.InEntries : throw new JsonException("'entry' is not an array.");
                    break;
                case Place.InEntries when reader.TokenType == JsonTokenType.EndArray:
                    _place = Place.InObject;
                    break;
                case Place.InEntries:
                    if (!reader.TrySkip())
                        return null;
                    Commit(from, ref reader);
                    return _buffer.AsMemory(start, _start - start);
                default:
                    throw new InvalidOperationException();
            }

            Commit(from, ref reader);
        }

        return null;
    }

    private void Commit(int from, ref Utf8JsonReader reader)
    {
        _start = from + (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private void Fill()
    {
        if (_final)
            throw new JsonException("The JSON ends too early.");
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _final = read == 0;
    }
}
