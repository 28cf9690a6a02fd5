namespace PlanApi.TestKit;

/// <summary>Why a search may examine more than <see cref="SearchBounds"/> allows.</summary>
public static class Because
{
    // No index tells what a resource does not have, nor what stands within a text.
    public const string Withheld = "what is withheld for its label is looked at and left out";
    public const string Not = ":not looks at all that other conditions leave until a page is full";
    public const string Missing = ":missing looks at all that other conditions leave until a page is full";
    public const string Contains = ":contains looks at all values until a page is full";

    // An index has one order.
    public const string Sorted = "no index has this order: all matches are counted, then sorted for a page";
    public const string Values = "what has any of several values, or begins so, is sorted for a page";
    public const string InOtherOrder = "all that the index of the condition has are sorted for a page";
    public const string InOrder = "the index that has the order is read until a page is full";

    // An index takes one condition on an array, and of a range one end.
    public const string Both = "of two conditions the rarer one is looked up, the other tested";
    public const string Overlapping = "of a beginning and an end one is looked up, the other tested";
    public const string AnyDate = "several dates are looked for among all";

    public const string Counted = "an accurate total counts all matches";
}
