using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>The codes with which MongoDB's expressions refuse values they are not for (src/mongo/db/pipeline/expression.cpp, value.cpp, accumulator_merge_objects.cpp).</summary>
internal static class Misuses
{
    private static readonly Dictionary<int, string[]> OperatorsOf = new()
    {
        [2] = ["$divide"],
        [14] = ["$add", "$subtract", "$multiply", "$divide"],
        [241] = ["$toString", "$toInt", "$toDouble", "$toBool"],
        [16007] = ["$toLower"],
        [16610] = ["$mod"],
        [16611] = ["$mod"],
        [16612] = ["$add"],
        [16702] = ["$concat"],
        [16883] = ["$map"],
        [17043] = ["$setUnion"],
        [17047] = ["$setIntersection"],
        [17048] = ["$setDifference"],
        [17049] = ["$setDifference"],
        [17124] = ["$size"],
        [28651] = ["$filter"],
        [28664] = ["$concatArrays"],
        [28689] = ["$arrayElemAt", "$first", "$last"],
        [28724] = ["$slice"],
        [28765] = ["$abs", "$ceil", "$floor"],
        [34435] = ["$reverseArray"],
        [40080] = ["$reduce"],
        [40081] = ["$in"],
        [40390] = ["$objectToArray"],
        [40400] = ["$mergeObjects"],
    };

    /// <summary>Whether the code is that of an operator the command has.</summary>
    public static bool AreOf(BsonValue command, int code) => OperatorsOf.TryGetValue(code, out var operators) && command.Mentions(operators);

    /// <summary>… and the other server's text names that operator, or one with another fault: of two either may be found first.</summary>
    public static bool AreOf(BsonValue command, int code, string text) => AreOf(command, code) && AreNamed(command, text);

    /// <summary>Whether the other server refuses a value that an operator of the command is not for: by its code, or by its name where the code is none.</summary>
    public static bool IsRefusal(BsonValue command, Answer theirs) => theirs.Codes is [var code] && (code == 1 ? AreNamed(command, theirs.Refusal) : AreOf(command, code));

    /// <summary>Whether the text names an operator that the command has.</summary>
    public static bool AreNamed(BsonValue command, string text) =>
        OperatorsOf.Values.SelectMany(o => o).Any(o => command.Mentions(o) && text.Contains(o == "$toLower" ? "into a String value" : o, StringComparison.Ordinal));
}
