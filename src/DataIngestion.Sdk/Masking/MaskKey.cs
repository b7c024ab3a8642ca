using System.Security.Cryptography;
using System.Text;

namespace DataIngestion;

/// <summary>The secret of keyed hashes. Outside it is known by its id; no member shows the secret.</summary>
/// <remarks>Immutable and thread-safe. Equal values stay equal under one key; another key makes other hashes, so a table needs the same key in every run.</remarks>
public sealed class MaskKey
{
    private const int ShortestSecret = 16;
    private readonly byte[] _secret;

    private MaskKey(string name, byte[] secret)
    {
        if (secret.Length < ShortestSecret)
        {
            throw new ArgumentException($"The masking key '{name}' has {secret.Length} bytes: use at least {ShortestSecret}, from a random generator.");
        }

        _secret = secret;
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "DataIngestion mask key id"u8))[..8];
    }

    /// <summary>Eight hexadecimal digits that tell keys apart and tell nothing about them.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Secret => _secret;

    /// <summary>Takes the UTF-8 bytes of an environment variable.</summary>
    /// <param name="name">The variable's name.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The variable is not set or shorter than 16 bytes.</exception>
    public static MaskKey FromEnvironment(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Environment.GetEnvironmentVariable(name) is { Length: > 0 } secret
            ? new MaskKey(name, Encoding.UTF8.GetBytes(secret))
            : throw new ArgumentException($"The environment variable '{name}' with the masking key is not set.", nameof(name));
    }

    /// <summary>Takes all bytes of a file.</summary>
    /// <param name="path">The file, readable by the user that runs the pipeline and nobody else.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The file cannot be read or is shorter than 16 bytes.</exception>
    public static MaskKey FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new MaskKey(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The masking key file '{path}' cannot be read: {exception.Message}", nameof(path), exception);
        }
    }

    /// <summary>Takes bytes that the caller got from elsewhere, such as a secret manager.</summary>
    /// <param name="name">What the key is called in messages.</param>
    /// <param name="secret">At least 16 bytes; they are copied.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public static MaskKey FromBytes(string name, ReadOnlySpan<byte> secret) => new(name, secret.ToArray());

    /// <inheritdoc/>
    public override string ToString() => "key " + Id;
}
