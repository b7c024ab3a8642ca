using System.Diagnostics;

namespace DataIngestion.Comparisons.Measuring;

// Measures one side inside its process. What is done before belongs to the process, not to the measurement.
internal static class Stopper
{
    public static async Task<Measurement> MeasureAsync(Func<Task<long>> work)
    {
        long begin = Stopwatch.GetTimestamp();
        long rows = await work();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new(seconds, Measurement.PeakOfThisProcess(), rows);
    }
}
