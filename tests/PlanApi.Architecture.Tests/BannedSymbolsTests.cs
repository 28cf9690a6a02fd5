namespace PlanApi.Architecture.Tests;

/// <summary>
/// The build refuses banned symbols (BannedSymbols.txt). These tests look at the compiled code, so that a misspelt build setting or a silenced
/// warning does not open the door unseen.
/// </summary>
public sealed class BannedSymbolsTests
{
    private static readonly HashSet<string> Banned =
        [.. File.ReadLines(Path.Combine(Solution.Root, "BannedSymbols.txt")).Select(static line => AsCompiled(line.Split(';')[0]))];

    [Fact]
    public void No_product_assembly_uses_a_banned_symbol() =>
        Solution.Product.SelectMany(a => UsedSymbols.Of(a.Location).Where(Banned.Contains).Select(s => $"{a.GetName().Name} uses {s}")).ShouldBeEmpty();

    [Theory]
    [InlineData("T:System.Random", "System.Random")]
    [InlineData("P:System.DateTime.UtcNow", "System.DateTime.get_UtcNow()")]
    [InlineData("M:System.Guid.NewGuid", "System.Guid.NewGuid()")]
    [InlineData("M:System.Text.RegularExpressions.Regex.#ctor(System.String)", "System.Text.RegularExpressions.Regex..ctor(System.String)")]
    public void Each_kind_of_entry_is_looked_for_as_the_compiler_writes_it(string entry, string compiled)
    {
        AsCompiled(entry).ShouldBe(compiled);
        Banned.ShouldContain(compiled);
    }

    [Fact]
    public void A_task_is_waited_for_in_no_way_but_by_await() => typeof(Task).GetMethods().Where(m => m.Name == nameof(Task.Wait))
        .Select(m => $"System.Threading.Tasks.Task.Wait({string.Join(',', m.GetParameters().Select(p => p.ParameterType.FullName))})")
        .Append("System.Threading.Tasks.Task`1.get_Result()")
        .Append("System.Threading.Tasks.ValueTask`1.get_Result()")
        .ShouldBeSubsetOf(Banned);

    [Fact]
    public void The_check_sees_types_plain_members_and_members_of_generic_types()
    {
        var ours = UsedSymbols.Of(Solution.Module("Identity").Location).ToHashSet();
        ours.ShouldContain("System.TimeProvider");
        ours.ShouldContain("System.TimeProvider.GetUtcNow()");
        ours.ShouldContain("System.String.IsNullOrEmpty(System.String)");
        UsedSymbols.Of(typeof(HttpClient).Assembly.Location).ShouldContain("System.Threading.Tasks.Task`1.get_Result()");
    }

    /// <summary>A documentation id as <see cref="UsedSymbols"/> names what it means.</summary>
    private static string AsCompiled(string id)
    {
        var name = id[2..].Replace("#ctor", ".ctor", StringComparison.Ordinal);
        return id[0] switch
        {
            'T' => name,
            'P' => $"{name[..name.LastIndexOf('.')]}.get_{name[(name.LastIndexOf('.') + 1)..]}()",
            'M' => name.EndsWith(')') ? name : name + "()",
            _ => throw new InvalidOperationException($"BannedSymbols.txt has an entry of an unknown kind: {id}"),
        };
    }
}
