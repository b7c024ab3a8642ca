using System.Text;

namespace DataIngestion.Masking;

public sealed class MaskKeyTests
{
    private const string Secret = "correct horse battery staple";

    [Fact]
    public void FromFileAndEnvironment_SameSecret_HaveTheSameIdAndShowNothing()
    {
        string file = Path.GetTempFileName();
        const string variable = "DATA_INGESTION_TEST_MASK_KEY";
        try
        {
            File.WriteAllText(file, Secret + "\r\n");
            Environment.SetEnvironmentVariable(variable, Secret);
            MaskKey fromFile = MaskKey.FromFile(file);
            MaskKey fromEnvironment = MaskKey.FromEnvironment(variable);
            fromFile.Id.ShouldBe(fromEnvironment.Id);
            fromFile.Id.Length.ShouldBe(8);
            fromFile.Bytes.ToArray().ShouldBe(Encoding.UTF8.GetBytes(Secret));
            fromFile.ToString().ShouldBe($"mask key {fromFile.Id}");
            System.Text.Json.JsonSerializer.Serialize(fromFile).ShouldBe($$"""{"Id":"{{fromFile.Id}}"}""");
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
            File.Delete(file);
        }
    }

    // sha256sum of "id" followed by the secret.
    [Fact]
    public void Id_KnownSecret_IsTheStartOfItsHash()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, Secret);
        MaskKey.FromFile(file).Id.ShouldBe("fba7a80f");
        File.Delete(file);
    }

    [Fact]
    public void FromBytes_ShortKey_ThrowsWithoutShowingIt()
    {
        ArgumentException fault = Should.Throw<ArgumentException>(() => MaskKey.FromBytes("k", "fifteen bytes!!"u8));
        fault.Message.ShouldContain("15 bytes");
        fault.Message.ShouldNotContain("fifteen");
        MaskKey.FromBytes("k", "sixteen bytes!!!"u8).Id.ShouldBe("k");
        Should.Throw<ArgumentException>(() => MaskKey.FromEnvironment("DATA_INGESTION_NOT_SET")).Message.ShouldContain("DATA_INGESTION_NOT_SET");
    }
}
