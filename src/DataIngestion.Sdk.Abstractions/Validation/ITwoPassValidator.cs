namespace DataIngestion;

/// <summary>A check of rows that can name the failing ones only when it has seen all of them: every member of a group of duplicates, or values far from the mean.</summary>
/// <remarks>The delivery is read a second time only when the first pass leaves something open.</remarks>
public interface ITwoPassValidator : IValidator
{
    /// <summary>What names the failing rows in the second pass.</summary>
    /// <param name="firstPass">The completed state of the first pass.</param>
    /// <returns>A check of the same name and columns, not itself one of two passes, that has learned what it needs, or <see langword="null"/> when the first pass named every failing row.</returns>
    IValidator? ForSecondPass(IValidation firstPass);
}
