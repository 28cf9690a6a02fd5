using Microsoft.AspNetCore.Components;

namespace PlanApi.Architecture.Tests;

internal static class ViewTypes
{
    /// <summary>The types a public component's parameters show, and what those are made of: the compiler makes them public with the component.</summary>
    public static IEnumerable<Type> ShownBy(Type component)
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>(component.GetProperties().Where(p => Attribute.IsDefined(p, typeof(ParameterAttribute), inherit: true)).Select(p => p.PropertyType));
        while (open.TryDequeue(out var type))
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [])
            {
                open.Enqueue(part);
            }

            var own = type.IsArray ? type.GetElementType()! : type;
            if (own.Assembly != component.Assembly || !seen.Add(own))
            {
                continue;
            }

            foreach (var property in own.GetProperties())
            {
                open.Enqueue(property.PropertyType);
            }

            foreach (var derived in component.Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(own)))
            {
                open.Enqueue(derived);
            }
        }

        return seen;
    }
}
