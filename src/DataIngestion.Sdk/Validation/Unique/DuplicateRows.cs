namespace DataIngestion;

/// <summary>Which rows of a group with the same values fail.</summary>
public enum DuplicateRows
{
    /// <summary>The first row passes, all later ones fail.</summary>
    AllButFirst,

    /// <summary>Every row of the group fails. That the first one repeats is known at the end only, so the delivery is read twice where there are duplicates.</summary>
    All,
}
