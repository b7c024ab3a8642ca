using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DataIngestion.Pipelines;

/// <summary>Names a delivery under one configuration: the same hash is published at most once, and stays held until something changes.</summary>
internal static class PlanHash
{
    public static string Of(string pipeline, string settings, SourceDelivery delivery)
    {
        // JSON keeps the fields apart, whatever characters a path holds.
        string[] fields = [pipeline, settings, .. delivery.Partitions.SelectMany(partition => new[] { partition.Origin, partition.Identity })];
        return Hash(JsonSerializer.Serialize(fields));
    }

    /// <summary>The hash as the transaction number that the log's <c>txn</c> action can hold.</summary>
    public static long TransactionVersion(string planHash) => Convert.ToInt64(planHash[..16], 16) & long.MaxValue;

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
