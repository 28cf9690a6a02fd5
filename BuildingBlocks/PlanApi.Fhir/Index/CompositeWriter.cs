using Hl7.Fhir.Model;

namespace PlanApi.Fhir.Index;

/// <summary>Values that stand together in one element: each pair of them can be asked for (search.html#composite).</summary>
internal sealed class CompositeWriter(string type, SearchParameter parameter)
{
    private readonly CompiledPath _elements = new(type, parameter.Expression);
    private readonly CompiledPath _first = new(type, parameter.Components[0].Expression);
    private readonly CompiledPath _second = new(type, parameter.Components[1].Expression);

    public void Write(PocoNode resource, IndexedValues into)
    {
        foreach (var element in _elements.NodesIn(resource))
        {
            var (first, second) = (Values(parameter.Components[0], _first, element), Values(parameter.Components[1], _second, element));
            foreach (var one in first.Entries.Where(e => e != Entry.Present(parameter.Name)))
            {
                foreach (var other in second.Entries)
                    into.Entries.Add(Entry.Both(one, parameter.Name, other));
                foreach (var (name, range) in second.Ranges)
                    into.Ranges.Add((Entry.Both(one, parameter.Name, name), range));
                foreach (var (name, range) in second.Numbers)
                    into.Numbers.Add((Entry.Both(one, parameter.Name, name), range));
            }
        }
    }

    private static IndexedValues Values(SearchParameter part, CompiledPath path, PocoNode element)
    {
        var values = new IndexedValues();
        foreach (var value in path.In(element))
            ValueWriter.Write(part, value, values);
        return values;
    }
}
