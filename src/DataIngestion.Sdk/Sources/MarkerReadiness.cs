namespace DataIngestion.Sources;

internal sealed class MarkerReadiness(string suffix) : FileReadiness
{
    internal override ValueTask<FileReadinessCheck> BeginAsync(
        IStore store, IReadOnlyList<StoreEntry> listing, TimeProvider clock, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FileReadinessCheck>(new Check(suffix, listing));

    private sealed class Check(string suffix, IReadOnlyList<StoreEntry> listing) : FileReadinessCheck
    {
        private readonly HashSet<string> _markers = listing
            .Select(entry => entry.Path).Where(path => path.EndsWith(suffix, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        public override bool IsControl(string path) => path.EndsWith(suffix, StringComparison.Ordinal);

        public override string? WhyNotReady(StoreEntry file) => _markers.Contains(file.Path + suffix)
            ? null
            : $"Its marker '{file.Path}{suffix}' is not there: a run after it has appeared takes the file.";
    }
}
