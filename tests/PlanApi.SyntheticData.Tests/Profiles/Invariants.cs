using System.Collections.Concurrent;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Terminology;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.SyntheticData.Tests.Profiles;

/// <summary>Runs a profile's invariants, each compiled once.</summary>
internal static class Invariants
{
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable().AddStandardFP().AddFhirExtensions());
    private static readonly ConcurrentDictionary<string, CompiledExpression?> Compiled = new();

    /// <summary>Those that the library can not run, for the report.</summary>
    public static ConcurrentDictionary<string, string> NotRun { get; } = new();

    /// <returns>Whether it holds; also where it can not be run.</returns>
    public static bool Holds((string Key, string Expression) invariant, PocoNode at, PocoNode resource, Func<string, PocoNode?> resolve)
    {
        if (Compiled.GetOrAdd(invariant.Expression, Compile, invariant.Key) is not { } expression)
        {
            return true;
        }

        try
        {
            var context = new FhirEvaluationContext { Resource = resource, RootResource = resource, ElementResolver = r => resolve(r)!, TerminologyService = Terminology.Instance };
            return expression.Predicate(at, context);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or ArgumentException or InvalidCastException or FormatException)
        {
            NotRun[invariant.Key] = e.Message;
            return true;
        }
    }

    private static CompiledExpression? Compile(string expression, string key)
    {
        try
        {
            return Compiler.Compile(expression);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            NotRun[key] = e.Message;
            return null;
        }
    }

    /// <summary>For <c>memberOf</c>: what nobody can tell counts as a member.</summary>
    private sealed class Terminology : ICodeValidationTerminologyService
    {
        public static readonly Terminology Instance = new();

        public System.Threading.Tasks.Task<Parameters> ValueSetValidateCode(Parameters parameters, string? id = null, bool useGet = false)
        {
            var url = parameters.Parameter.Select(p => p.Name == "url" ? (p.Value as FhirUri)?.Value ?? (p.Value as Canonical)?.Value : null).First(u => u is not null)!;
            var isMember = parameters.Parameter.Select(p => p.Value).Any(v => v switch
            {
                CodeableConcept concept => concept.Coding.Any(c => IsMember(url, c)),
                Coding coding => IsMember(url, coding),
                Code code => ValueSets.Contains(url, null, code.Value!) != Membership.Out,
                _ => false,
            });
            return Task.FromResult(new Parameters().Add("result", new FhirBoolean(isMember)));
        }

        public System.Threading.Tasks.Task<Parameters> Subsumes(Parameters parameters, string? id = null, bool useGet = false) => throw new NotSupportedException();

        private static bool IsMember(string url, Coding coding) => coding.Code is { } code && ValueSets.Contains(url, coding.System ?? "", code) != Membership.Out;
    }
}
