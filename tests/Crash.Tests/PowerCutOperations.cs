using DataIngestion.Storage;

namespace DataIngestion.Crash;

/// <summary>A disk whose power goes off before a step and stays off; then only what was synced is there.</summary>
internal sealed class PowerCutOperations(UnsyncedFileOperations disk, int step) : LocalFileOperations
{
    /// <summary>The steps passed or attempted.</summary>
    public int Steps { get; private set; }

    public override FileStream CreateTemporary(string path, bool restricted)
    {
        Pass();
        return disk.CreateTemporary(path, restricted);
    }

    public override void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        Pass();
        disk.Write(file, bytes);
    }

    public override void FlushToDisk(FileStream file)
    {
        Pass();
        disk.FlushToDisk(file);
    }

    public override bool Link(string temporary, string path)
    {
        Pass();
        return disk.Link(temporary, path);
    }

    public override void Replace(string temporary, string path)
    {
        Pass();
        disk.Replace(temporary, path);
    }

    public override void Unlink(string temporary)
    {
        Pass();
        disk.Unlink(temporary);
    }

    public override void Delete(string path)
    {
        Pass();
        disk.Delete(path);
    }

    public override void SyncDirectory(string folder)
    {
        Pass();
        disk.SyncDirectory(folder);
    }

    public override void CreateDirectory(string folder, bool restricted)
    {
        Pass();
        disk.CreateDirectory(folder, restricted);
    }

    private void Pass()
    {
        Steps++;
        if (step > 0 && Steps >= step)
        {
            throw new IOException("The power is off.");
        }
    }
}
