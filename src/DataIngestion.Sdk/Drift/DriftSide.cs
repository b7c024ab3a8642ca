namespace DataIngestion.Drift;

internal enum DriftSide
{
    Reference,
    Current,
}
