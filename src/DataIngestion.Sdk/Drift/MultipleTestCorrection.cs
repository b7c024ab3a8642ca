namespace DataIngestion;

/// <summary>How p-values are corrected for testing many columns at once.</summary>
public enum MultipleTestCorrection
{
    /// <summary>Benjamini and Hochberg (1995): bounds the share of false findings among the findings.</summary>
    BenjaminiHochberg,

    /// <summary>Holm (1979): bounds the chance of any false finding.</summary>
    Holm,

    /// <summary>Bonferroni: bounds the chance of any false finding, at more cost than Holm.</summary>
    Bonferroni,

    /// <summary>None: each column is judged alone.</summary>
    None,
}
