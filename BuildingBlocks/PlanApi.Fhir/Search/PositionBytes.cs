using System.Text;

namespace PlanApi.Fhir.Search;

/// <summary>A place in an ordered search as bytes, for a cursor to seal.</summary>
internal static class PositionBytes
{
    public static byte[] Write(bool backward, SearchPosition position)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(backward);
        writer.Write(position.Id);
        writer.Write((byte)position.Values.Count);
        foreach (var value in position.Values)
            Write(writer, value);
        writer.Flush();
        return bytes.ToArray();
    }

    public static (bool Backward, SearchPosition Position) Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var (backward, id) = (reader.ReadBoolean(), reader.ReadString());
        var values = new object?[reader.ReadByte()];
        for (var i = 0; i < values.Length; i++)
            values[i] = ReadValue(reader);
        return (backward, new(values, id));
    }

    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write('-');
                break;
            case DateTime time:
                writer.Write('t');
                writer.Write(time.Ticks);
                break;
            case double number:
                writer.Write('n');
                writer.Write(number);
                break;
            default:
                writer.Write('s');
                writer.Write((string)value);
                break;
        }
    }

    private static object? ReadValue(BinaryReader reader) => reader.ReadChar() switch
    {
        't' => new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        'n' => reader.ReadDouble(),
        's' => reader.ReadString(),
        _ => null,
    };
}
