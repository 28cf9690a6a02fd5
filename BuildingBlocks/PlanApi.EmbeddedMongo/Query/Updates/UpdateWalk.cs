using System.Globalization;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Finds the places in a document that an update's paths stand for, and applies the operators there, one place after the other.</summary>
internal sealed class UpdateWalk(BsonDocument document, UpdateContext context)
{
    private readonly List<string> _place = [];

    public void Apply(UpdateNode root) => At(root, document);

    /// <param name="node">What is to be done here and below.</param>
    /// <param name="value">What is here; null where the document ends before.</param>
    private void At(UpdateNode node, BsonValue? value)
    {
        if (node.Modifier is { } modifier) PathWalker.Apply(modifier, _place, document, context);
        else if (node.ChoosesElements) InElements(node, value);
        else InFields(node, value);
    }

    private void InElements(UpdateNode node, BsonValue? value)
    {
        if (value is null) throw CommandException.BadValue($"The path '{Place()}' must exist in the document in order to apply array updates.");
        if (value is not BsonArray array) throw CommandException.BadValue($"Cannot apply array updates to non-array element {_place[^1]}: {ShellJson.Of(value)}");
        for (var i = 0; i < array.Count; i++)
        {
            var chosen = node.Children.Where(c => Takes(c.Key[2..^1], array[i])).Select(c => c.Value).ToList();
            var part = Text(i);
            if (chosen.Count > 0) Under(part, chosen.Aggregate((all, next) => all.With(next, Place(part))), array);
        }
    }

    /// <summary>The <c>$</c> among the fields needs a match before any of them is worked on; its turn is that of its position as text.</summary>
    private void InFields(UpdateNode node, BsonValue? value)
    {
        var positional = node.Children.GetValueOrDefault("$");
        var matched = positional is null ? "" : Text(context.MatchedIndex ?? throw CommandException.BadValue("The positional operator did not find the match needed from the query."));
        foreach (var (part, child) in node.Children)
        {
            if (part == "$") continue;
            var here = child;
            if (positional is not null && string.CompareOrdinal(matched, part) is var order and <= 0)
            {
                if (order == 0) here = positional.With(child, Place(part));
                else Under(matched, positional, value);
                positional = null;
            }
            Under(part, here, value);
        }
        if (positional is not null) Under(matched, positional, value);
    }

    private void Under(string part, UpdateNode node, BsonValue? parent)
    {
        _place.Add(part);
        At(node, parent switch
        {
            BsonDocument fields => fields.GetValue(part, null),
            BsonArray array when PathWalker.Position(part) is { } at && at < array.Count => array[(int)at],
            _ => null
        });
        _place.RemoveAt(_place.Count - 1);
    }

    private bool Takes(string filter, BsonValue element) => filter.Length == 0 || context.ArrayFilters[filter].Matches(RawValue.ToBytes(new BsonDocument(filter, element)));

    private string Place(params ReadOnlySpan<string> further) => string.Join('.', [.. _place, .. further]);

    private static string Text(int position) => position.ToString(CultureInfo.InvariantCulture);
}
