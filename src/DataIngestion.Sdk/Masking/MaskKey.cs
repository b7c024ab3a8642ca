using System.Security.Cryptography;
using System.Text;

namespace DataIngestion;

/// <summary>The secret of a keyed hash. Its <see cref="Id"/> is published with the table; the secret appears in no text.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class MaskKey
{
    private const int ShortestBytes = 16;

    private readonly byte[] _bytes;

    private MaskKey(string id, byte[] bytes, string source)
    {
        if (bytes.Length < ShortestBytes)
        {
            throw new ArgumentException($"The mask key of {source} has {bytes.Length} bytes; it needs at least {ShortestBytes}, better 32 random ones.");
        }

        Id = id;
        _bytes = bytes;
    }

    /// <summary>Names the key and does not reveal it. Equal hashes under different ids do not mean equal values.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Takes the key from an environment variable: the UTF-8 bytes of its text.</summary>
    /// <param name="name">The variable.</param>
    /// <returns>The key, with an id derived from it.</returns>
    /// <exception cref="ArgumentException">The variable is not set, or shorter than 16 bytes.</exception>
    public static MaskKey FromEnvironment(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string text = Environment.GetEnvironmentVariable(name)
            ?? throw new ArgumentException($"The environment variable {name} is not set; it holds the mask key.", nameof(name));
        return Derived(Encoding.UTF8.GetBytes(text), $"the environment variable {name}");
    }

    /// <summary>Takes the key from bytes.</summary>
    /// <param name="id">The id to publish.</param>
    /// <param name="bytes">The secret, at least 16 bytes. They are copied.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">There are fewer than 16 bytes, or the id is empty.</exception>
    public static MaskKey FromBytes(string id, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new MaskKey(id, bytes.ToArray(), $"'{id}'");
    }

    /// <summary>Takes the key from a file: its bytes without line ends at the end.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key, with an id derived from it.</returns>
    /// <exception cref="ArgumentException">The file is shorter than 16 bytes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static MaskKey FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Derived(File.ReadAllBytes(path).AsSpan().TrimEnd("\r\n"u8).ToArray(), $"the file {path}");
    }

    /// <summary>The id, never the secret.</summary>
    /// <returns>Such as <c>mask key 1a2b3c4d</c>.</returns>
    public override string ToString() => $"mask key {Id}";

    private static MaskKey Derived(byte[] bytes, string source)
    {
        byte[] hash = SHA256.HashData([.. "id"u8, .. bytes]);
        return new MaskKey(Convert.ToHexStringLower(hash.AsSpan(0, 4)), bytes, source);
    }
}
