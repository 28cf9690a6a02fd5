namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>
/// The operators of an update by the parts of their paths, in the order in which MongoDB applies them. Paths that clash as they are written are refused
/// when the second is added; those that come to one place by <c>$</c> or by filters, where they do.
/// </summary>
internal sealed class UpdateNode(Modifier? modifier = null, bool choosesElements = false)
{
    private static readonly Comparer<string> Parts = Comparer<string>.Create(Order);
    private static readonly SortedDictionary<string, UpdateNode> None = [];
    private readonly SortedDictionary<string, UpdateNode> _children = modifier is null ? new(Parts) : None;

    /// <summary>The operator whose path ends here: then there are no children.</summary>
    public Modifier? Modifier => modifier;

    /// <summary>Whether the children are for the elements of an array that they choose, and not for fields.</summary>
    public bool ChoosesElements => choosesElements;

    public IReadOnlyDictionary<string, UpdateNode> Children => _children;

    /// <summary><c>$[]</c> or <c>$[name]</c>.</summary>
    public static bool IsChoice(string part) => part.StartsWith("$[", StringComparison.Ordinal);

    public void Add(Modifier added, int depth = 0)
    {
        var (path, isLast) = (added.Path, depth == added.Path.Length - 1);
        var chooses = !isLast && IsChoice(path[depth + 1]);
        if (!_children.TryGetValue(path[depth], out var child)) _children[path[depth]] = child = new UpdateNode(isLast ? added : null, chooses);
        else if (isLast || child.Modifier is not null || child.ChoosesElements != chooses)
            throw new CommandException(ErrorCode.ConflictingUpdateOperators, $"Updating the path '{string.Join('.', path)}' would create a conflict at '{string.Join('.', path[..(depth + 1)])}'");
        if (!isLast) child.Add(added, depth + 1);
    }

    /// <summary>The operators of both, which come to one place.</summary>
    public UpdateNode With(UpdateNode other, string place)
    {
        if (Modifier is not null || other.Modifier is not null || ChoosesElements != other.ChoosesElements)
            throw new CommandException(ErrorCode.ConflictingUpdateOperators, $"Update created a conflict at '{place}'");
        var both = new UpdateNode(choosesElements: ChoosesElements);
        foreach (var (part, child) in _children.Concat(other._children))
            both._children[part] = both._children.TryGetValue(part, out var same) ? same.With(child, $"{place}.{part}") : child;
        return both;
    }

    /// <summary>Positions by their numbers (and with them what only begins with a digit, the shorter first), all else as text.</summary>
    private static int Order(string a, string b) => LooksLikeNumber(a) && LooksLikeNumber(b) && a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);

    private static bool LooksLikeNumber(string part) => char.IsAsciiDigit(part[0]) && (part[0] != '0' || part.Length == 1);
}
