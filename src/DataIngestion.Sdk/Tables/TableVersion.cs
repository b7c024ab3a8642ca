using Apache.Arrow;

namespace DataIngestion;

/// <summary>One version of a table.</summary>
/// <param name="Version">The version, from 0.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="Files">Its data files, paths below the table.</param>
public sealed record TableVersion(long Version, Schema Schema, IReadOnlyList<FileChecksum> Files)
{
    /// <summary>All rows.</summary>
    public long Rows => Files.Sum(file => file.Rows);

    /// <summary>All bytes of data.</summary>
    public long Bytes => Files.Sum(file => file.Length);
}

/// <summary>What a verification found.</summary>
/// <param name="FilesChecked">The files that were read.</param>
/// <param name="Faults">What is wrong; empty when every byte is as it was published.</param>
public sealed record VerificationReport(int FilesChecked, IReadOnlyList<VerificationFault> Faults)
{
    /// <summary>Whether every byte is as it was published.</summary>
    public bool Intact => Faults.Count == 0;
}

/// <summary>One file that is not as it was published.</summary>
/// <param name="Path">The file below its store.</param>
/// <param name="Message">What is wrong.</param>
public sealed record VerificationFault(string Path, string Message);
