using System.Globalization;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary><c>_count</c>, <c>_since</c> and the cursor, as history and $everything take them.</summary>
internal sealed class PageArguments
{
    public int? Count { get; private set; }

    public DateTime? Since { get; private set; }

    public Argument? Cursor { get; private set; }

    public FhirFailure? Failure { get; private set; }

    public static PageArguments Read(FhirRequest request, int maximum)
    {
        var read = new PageArguments();
        foreach (var argument in request.Arguments.Where(a => a.Value.Length > 0))
        {
            argument.Handled |= argument.Name is "_count" or "_since" or Search.Cursors.Argument;
            if (argument.Name == "_count")
                read.ReadCount(argument, maximum);
            else if (argument.Name == "_since")
                read.ReadSince(argument);
            else if (argument.Name == Search.Cursors.Argument)
                read.Cursor = argument;
        }

        return read;
    }

    private void ReadCount(Argument argument, int maximum)
    {
        if (!argument.Value.All(char.IsAsciiDigit) || argument.Value.TrimStart('0').Length == 0)
            Failure = new(400, IssueCode.Value, "_count must be a whole number above zero.", "_count");
        else
            Count = int.TryParse(argument.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, maximum) : maximum;
    }

    private void ReadSince(Argument argument)
    {
        if (DateRange.Parse(argument.Value) is { } since)
            Since = since.From;
        else
            Failure = new(400, IssueCode.Value, $"'{argument.Value}' is not an instant: expected YYYY-MM-DDThh:mm:ss with a time zone, or a date.", "_since");
    }
}
