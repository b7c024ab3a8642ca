using System.Globalization;

namespace DataIngestion.Sources;

internal sealed class StableReadiness(TimeSpan span) : FileReadiness
{
    internal override ValueTask<FileReadinessCheck> BeginAsync(
        IStore store, IReadOnlyList<StoreEntry> listing, TimeProvider clock, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FileReadinessCheck>(new Check(span, clock.GetUtcNow()));

    private sealed class Check(TimeSpan span, DateTimeOffset now) : FileReadinessCheck
    {
        public override string? WhyNotReady(StoreEntry file) => span > TimeSpan.Zero && now - file.LastModified < span
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"It was modified at {file.LastModified:O}, less than {span} before {now:O}: it may still be being written, and a later run takes it.")
            : null;
    }
}
