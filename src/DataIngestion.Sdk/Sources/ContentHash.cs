using System.Security.Cryptography;

namespace DataIngestion.Sources;

internal static class ContentHash
{
    public static async ValueTask<string> OfAsync(IStore store, string path, CancellationToken cancellationToken)
    {
        Stream content = await store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
        }
    }
}
