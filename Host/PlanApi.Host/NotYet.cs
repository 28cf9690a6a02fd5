using System.Reflection;

namespace PlanApi.Host;

// While modules land one by one: a contract that nobody implements yet throws when it is used. Goes with the last module.
public class NotYet : DispatchProxy
{
    public static void Fill(IServiceCollection services)
    {
        foreach (var contract in PlanApiModules.Assemblies.SelectMany(a => a.GetReferencedAssemblies()).Where(n => n.Name!.EndsWith(".Contracts", StringComparison.Ordinal)).DistinctBy(n => n.Name)
            .SelectMany(n => Assembly.Load(n).GetExportedTypes()).Where(t => t.IsInterface && services.All(s => s.ServiceType != t)).ToList())
        {
            services.AddSingleton(contract, _ => Create(contract, typeof(NotYet)));
        }
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException($"{targetMethod!.DeclaringType!.Name} is not there yet.");
}
