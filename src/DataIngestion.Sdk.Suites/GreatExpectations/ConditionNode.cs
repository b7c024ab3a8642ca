namespace DataIngestion.GreatExpectations;

/// <summary>A row condition of a suite, whichever form it was written in.</summary>
internal abstract record ConditionNode;

internal sealed record BothNode(ConditionNode Left, ConditionNode Right) : ConditionNode;

internal sealed record EitherNode(ConditionNode Left, ConditionNode Right) : ConditionNode;

internal sealed record NotNode(ConditionNode Inner) : ConditionNode;

/// <summary>Whether a value of a column is there.</summary>
internal sealed record PresentNode(string Column, bool Present) : ConditionNode;

/// <summary>A column against a number, a text, a truth value or another column.</summary>
internal sealed record CompareNode(string Column, string Sign, object Value) : ConditionNode;

/// <summary>A column against a list of numbers or texts.</summary>
internal sealed record MemberNode(string Column, IReadOnlyList<object> Values, bool Member) : ConditionNode;

internal sealed record ColumnName(string Name);
