using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

/// <summary>A query under construction: conditions that must all hold, flat where their fields differ.</summary>
internal sealed class Filter
{
    private const string And = "$and";
    private readonly BsonDocument _all = [];
    private BsonArray? _rest;

    public Filter(BsonDocument start) => Add(start);

    public Filter Add(BsonDocument condition)
    {
        foreach (var element in condition)
        {
            if (!_all.Contains(element.Name))
            {
                if (element.Name == And)
                    _all.Add(And, _rest = [.. element.Value.AsBsonArray]);
                else
                    _all.Add(element);
                continue;
            }

            if (_rest is null)
            {
                _rest = [];
                _all.Add(And, _rest);
            }

            _rest.Add(new BsonDocument(element));
        }

        return this;
    }

    public BsonDocument ToBson() => _all;
}
