namespace DataIngestion.Validation;

/// <summary>A check whose memory grows with the rows unless it is told how much there is.</summary>
internal interface IKeyMemoryUser : IValidator
{
    /// <summary>The same check, which spills what goes beyond the memory.</summary>
    IValidator Within(KeyIndexOptions memory);
}
