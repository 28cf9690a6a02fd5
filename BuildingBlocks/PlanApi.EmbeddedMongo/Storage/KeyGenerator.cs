using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Storage;

/// <summary>
/// Makes a document's keys for a list of fields, for indexes and for sorting: an array on a path makes a key per element,
/// a missing value is null, an empty array undefined. Two fields may share one array but not meet two (error 171); a position in a path meets the array too.
/// </summary>
internal static class KeyGenerator
{
    /// <summary>Where one field's walk stands: at a document to go on in, at what a position led to, or at its value. Offsets are into the whole document.</summary>
    private struct Slot
    {
        public BsonType Type;
        public int Start, Length, Depth;
        public bool Done, AtArray, OfPosition;
    }

    /// <param name="fields">The fields, in key order.</param>
    /// <param name="document">The document's bytes.</param>
    /// <param name="keys">Where the keys go.</param>
    /// <param name="sparse">Leave out keys of which no field exists.</param>
    /// <param name="met">Told of every array met: the field and the part of its path.</param>
    /// <param name="sort">Leave the keys sorted and distinct.</param>
    public static void Generate(IndexField[] fields, ReadOnlySpan<byte> document, KeySet keys, bool sparse = false, Action<int, int>? met = null, bool sort = true)
    {
        Span<Slot> slots = stackalloc Slot[fields.Length];
        foreach (ref var slot in slots) slot = new Slot { Length = document.Length };
        Expand(fields, document, slots, keys, sparse, met);
        if (sort) keys.SortDistinct();
    }

    private static void Expand(IndexField[] fields, ReadOnlySpan<byte> root, Span<Slot> slots, KeySet keys, bool sparse, Action<int, int>? met)
    {
        var array = -1;
        for (var i = 0; i < slots.Length; i++)
        {
            ref var slot = ref slots[i];
            if (slot.Done) continue;
            Walk(fields[i].Path, root, ref slot);
            if (!slot.AtArray) continue;
            met?.Invoke(i, slot.Depth - 1);
            if (array >= 0 && slots[array].Start != slot.Start)
                throw new CommandException(ErrorCode.CannotIndexParallelArrays, $"cannot index parallel arrays [{Last(fields[i], slot)}] [{Last(fields[array], slots[array])}]");
            array = i;
        }
        if (array < 0)
        {
            Emit(fields, root, slots, keys, sparse);
            return;
        }
        var bytes = root.Slice(slots[array].Start, slots[array].Length);
        Span<Slot> positions = stackalloc Slot[slots.Length], next = stackalloc Slot[slots.Length];
        for (var i = 0; i < slots.Length; i++) positions[i] = slots[i].AtArray ? AtPosition(fields[i].Path, root, slots[i]) : default;
        var start = slots[array].Start;
        var elements = new BsonElements(bytes);
        var empty = true;
        while (elements.MoveNext())
        {
            empty = false;
            for (var i = 0; i < slots.Length; i++)
                next[i] = !slots[i].AtArray ? slots[i]
                    : positions[i].Depth > 0 ? positions[i]
                    : OfElement(fields[i].Path, slots[i], elements.Current.Value, start + elements.ValueStart);
            Expand(fields, root, next, keys, sparse, met);
        }
        if (!empty) return;
        for (var i = 0; i < slots.Length; i++)
            if (slots[i].AtArray) slots[i] = new Slot { Done = true, Type = slots[i].Depth == fields[i].Path.Length ? BsonType.Undefined : BsonType.EndOfDocument };
        Emit(fields, root, slots, keys, sparse);
    }

    private static string Last(IndexField field, Slot slot) => System.Text.Encoding.UTF8.GetString(field.Path.Parts[slot.Depth - 1]);

    /// <summary>Follows the path through documents until its value, its end, or an array.</summary>
    private static void Walk(FieldPath path, ReadOnlySpan<byte> root, ref Slot slot)
    {
        for (var found = slot.OfPosition; ; found = false)
        {
            if (!found && !Enter(path, root, ref slot))
            {
                slot = new Slot { Done = true };
                return;
            }
            if (slot.Type == BsonType.Array)
            {
                slot.AtArray = true;
                return;
            }
            if (slot.Depth == path.Length)
            {
                slot.Done = true;
                return;
            }
            if (slot.Type != BsonType.Document)
            {
                slot = new Slot { Done = true };
                return;
            }
        }
    }

    /// <summary>Goes on to the field of the document that the path's next part names, if there is one.</summary>
    private static bool Enter(FieldPath path, ReadOnlySpan<byte> root, ref Slot slot)
    {
        var elements = new BsonElements(root.Slice(slot.Start, slot.Length));
        while (elements.MoveNext())
        {
            if (!elements.Current.Name.SequenceEqual(path.Parts[slot.Depth])) continue;
            slot = new Slot { Type = elements.Current.Value.Type, Start = slot.Start + elements.ValueStart, Length = elements.Current.Value.Bytes.Length, Depth = slot.Depth + 1 };
            return true;
        }
        return false;
    }

    /// <summary>The element whose position the path's next part names; of depth 0 if there is none. No element may have a field of that name beside it.</summary>
    private static Slot AtPosition(FieldPath path, ReadOnlySpan<byte> root, Slot slot)
    {
        if (slot.Depth == path.Length || path.Positions[slot.Depth] < 0) return default;
        var elements = new BsonElements(root.Slice(slot.Start, slot.Length));
        var (found, isField) = (default(Slot), false);
        for (var i = 0; elements.MoveNext(); i++)
        {
            var value = elements.Current.Value;
            isField |= value.IsDocument && !BsonView.Field(value.Bytes, path.Parts[slot.Depth]).IsMissing;
            if (i == path.Positions[slot.Depth]) found = new Slot { Type = value.Type, Start = slot.Start + elements.ValueStart, Length = value.Bytes.Length, Depth = slot.Depth + 1, OfPosition = true };
        }
        return found.Depth > 0 && isField
            ? throw new CommandException(ErrorCode.Location16746, $"Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '{path.Positions[slot.Depth]}'")
            : found;
    }

    private static Slot OfElement(FieldPath path, Slot slot, BsonView element, int start)
    {
        // An array in an array that a position led to is a value.
        if (slot.Depth == path.Length)
            return slot.OfPosition ? slot with { Done = true, AtArray = false } : new Slot { Done = true, Type = element.Type, Start = start, Length = element.Bytes.Length };
        return element.IsDocument ? new Slot { Start = start, Length = element.Bytes.Length, Depth = slot.Depth } : new Slot { Done = true };
    }

    private static void Emit(IndexField[] fields, ReadOnlySpan<byte> root, Span<Slot> slots, KeySet keys, bool sparse)
    {
        var exists = false;
        using var key = KeyBuffer.Rent();
        for (var i = 0; i < slots.Length; i++)
        {
            exists |= slots[i].Type != BsonType.EndOfDocument;
            KeyEncoder.AppendField(key, Value(root, slots[i]), fields[i].Descending);
        }
        if (sparse && !exists) return;
        keys.Add(key.ToArray(), keys.WantsValues ? Describe(fields, root, slots) : null);
    }

    private static BsonView Value(ReadOnlySpan<byte> root, Slot slot) =>
        slot.Type == BsonType.EndOfDocument ? new BsonView(BsonType.Null, default) : new BsonView(slot.Type, root.Slice(slot.Start, slot.Length));

    private static BsonDocument Describe(IndexField[] fields, ReadOnlySpan<byte> root, Span<Slot> slots)
    {
        var values = new BsonDocument();
        for (var i = 0; i < slots.Length; i++)
        {
            var value = Value(root, slots[i]);
            values[fields[i].Path.Dotted] = new RawValue(value.Type, value.Bytes.ToArray()).ToBsonValue();
        }
        return values;
    }
}
