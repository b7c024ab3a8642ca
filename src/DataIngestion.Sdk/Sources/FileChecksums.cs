using System.Security.Cryptography;
using System.Text;

namespace DataIngestion.Sources;

internal static class FileChecksums
{
    public static async ValueTask<string> Sha256Async(IStore store, string path, CancellationToken cancellationToken)
    {
        Stream stream = await store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Changes whenever the store says that the content may have changed.</summary>
    public static string Identity(StoreEntry file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Length}\n{file.ETag}")))[..32];
}
