namespace DataIngestion.Contracts;

/// <summary>A difference between the delivered columns and the contract's.</summary>
/// <param name="Column">The column.</param>
/// <param name="What"><c>new</c>, <c>missing</c> or <c>reordered</c>.</param>
/// <param name="Policy">The policy that decides.</param>
/// <param name="Holds">Whether it holds the delivery.</param>
/// <param name="Message">The same in words, with what to do.</param>
internal sealed record ShapeFinding(string Column, string What, ColumnPolicy Policy, bool Holds, string Message);
