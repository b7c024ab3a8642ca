namespace DataIngestion;

public sealed class SharedDataTests
{
    [Fact]
    public void Folder_ClaimsSet_HoldsTheTruthFile() =>
        File.Exists(Path.Combine(SharedData.Folder("CLAIMS_DATA", "claims"), "truth_insurance_claims.json")).ShouldBeTrue();
}
