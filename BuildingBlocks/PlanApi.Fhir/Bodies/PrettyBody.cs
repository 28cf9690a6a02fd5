using System.IO.Pipelines;
using System.Text.Json;

namespace PlanApi.Fhir.Bodies;

/// <summary>Another body laid out for people, as it comes: no more than a stretch of it is held.</summary>
internal sealed class PrettyBody(IFhirBody body) : IFhirBody
{
    private static readonly JsonWriterOptions Indented = FhirJson.Options with { Indented = true };

    public long? Length => null;

    public async ValueTask WriteTo(PipeWriter writer, CancellationToken ct)
    {
        var pipe = new Pipe();
        var writing = WriteInner(pipe.Writer, ct);
        await using var json = new Utf8JsonWriter(writer, Indented);
        var state = default(JsonReaderState);
        try
        {
            while (true)
            {
                var read = await pipe.Reader.ReadAsync(ct);
                // What broke off is not the end of the JSON.
                if (read.IsCompleted)
                    await writing;
                var consumed = Copy(read, json, ref state);
                pipe.Reader.AdvanceTo(consumed, read.Buffer.End);
                json.Flush();
                await writer.FlushAsync(ct);
                if (read.IsCompleted)
                    break;
            }
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
        }
    }

    private async Task WriteInner(PipeWriter into, CancellationToken ct)
    {
        try
        {
            await body.WriteTo(into, ct);
        }
        finally
        {
            await into.CompleteAsync();
        }
    }

    private static SequencePosition Copy(ReadResult read, Utf8JsonWriter json, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(read.Buffer, read.IsCompleted, state);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: json.WriteStartObject(); break;
                case JsonTokenType.EndObject: json.WriteEndObject(); break;
                case JsonTokenType.StartArray: json.WriteStartArray(); break;
                case JsonTokenType.EndArray: json.WriteEndArray(); break;
                case JsonTokenType.PropertyName: json.WritePropertyName(reader.GetString()!); break;
                case JsonTokenType.String: json.WriteStringValue(reader.GetString()); break;
                case JsonTokenType.Null: json.WriteNullValue(); break;
                case JsonTokenType.True or JsonTokenType.False: json.WriteBooleanValue(reader.GetBoolean()); break;
                // As written, so that decimals keep their precision.
                case JsonTokenType.Number when reader.HasValueSequence: json.WriteRawValue(reader.ValueSequence, skipInputValidation: true); break;
                case JsonTokenType.Number: json.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
                default: throw new InvalidOperationException();
            }
        }

        state = reader.CurrentState;
        return reader.Position;
    }
}
