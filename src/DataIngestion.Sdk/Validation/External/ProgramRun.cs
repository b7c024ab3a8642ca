using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace DataIngestion.Validation;

/// <summary>A started program: its input is written, and what it prints is read, by others than the one who waits, so that it can block nobody for longer than its time-out.</summary>
/// <remarks>Not thread-safe: one caller at a time.</remarks>
internal sealed class ProgramRun : IDisposable
{
    private const int BatchesAhead = 4;
    private static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(5);

    private readonly ExternalProgram _program;
    private readonly Process _process;
    private readonly BlockingCollection<byte[]> _input = new(BatchesAhead);
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<BoundedOutput> _output;
    private readonly Task<BoundedOutput> _errors;
    private volatile bool _stoppedReading;

    private ProgramRun(ExternalProgram program, Process process)
    {
        (_program, _process) = (program, process);
        _output = BoundedOutput.FirstAsync(process.StandardOutput.BaseStream, program.Options.MaximumOutputBytes);
        _errors = BoundedOutput.LastAsync(process.StandardError.BaseStream, BoundedOutput.Tail);

        // A thread of its own, which dies with this process: where a program neither reads nor can be killed, writing to it never ends.
        new Thread(Feed) { IsBackground = true, Name = "rows for an external check" }.Start();
    }

    /// <summary>Whether it has closed its input, so that further rows cannot be written.</summary>
    public bool HasStoppedReading => _stoppedReading;

    /// <exception cref="RuleException">It cannot be started.</exception>
    public static ProgramRun Start(ExternalProgram program) => new(program, program.Start());

    /// <exception cref="RuleException">It did not accept the bytes in time.</exception>
    public void Write(byte[] bytes)
    {
        if (!_input.TryAdd(bytes, _program.Options.TimeOut))
        {
            throw TookTooLong("accept a batch of rows");
        }
    }

    /// <summary>Ends its input and waits for its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="RuleException">It failed, or did not end in time.</exception>
    public async ValueTask<byte[]> CompleteAsync(byte[] last, CancellationToken cancellationToken)
    {
        Write(last);
        _input.CompleteAdding();
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_program.Options.TimeOut);
        try
        {
            await _written.Task.WaitAsync(deadline.Token).ConfigureAwait(false);
            await _process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill();
            cancellationToken.ThrowIfCancellationRequested();
            throw TookTooLong("end after its input had ended");
        }

        BoundedOutput output = await ReadAsync(_output, cancellationToken).ConfigureAwait(false);
        Judge(output, await ErrorsAsync(cancellationToken).ConfigureAwait(false));
        return output.Bytes;
    }

    public void Dispose()
    {
        Kill();
        _input.CompleteAdding();
        _process.Dispose();
    }

    private void Judge(BoundedOutput output, string errors)
    {
        if (_process.ExitCode != 0)
        {
            throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"The program ended with exit code {_process.ExitCode}.{errors}"));
        }

        if (_stoppedReading)
        {
            throw new RuleException($"The program ended, or closed its input, before it had read all rows.{errors}");
        }

        if (output.IsCut)
        {
            throw new RuleException(string.Create(
                CultureInfo.InvariantCulture, $"The program printed more than the {_program.Options.MaximumOutputBytes} bytes of MaximumOutputBytes."));
        }
    }

    // A process that it started may hold its output open, and is waited for no longer than this.
    private async ValueTask<BoundedOutput> ReadAsync(Task<BoundedOutput> output, CancellationToken cancellationToken)
    {
        try
        {
            return await output.WaitAsync(AfterEnd, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            throw new RuleException("The program ended, but another process that it started still holds its output.");
        }
    }

    private async ValueTask<string> ErrorsAsync(CancellationToken cancellationToken)
    {
        string text = (await ReadAsync(_errors, cancellationToken).ConfigureAwait(false)).Text.Trim();
        return text.Length == 0 ? "" : $" It wrote: {text}";
    }

    private RuleException TookTooLong(string what)
    {
        Kill();
        return new RuleException(string.Create(CultureInfo.InvariantCulture, $"The program took longer than {_program.Options.TimeOut} to {what} and was killed."));
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended already, which is all that is wanted.
            Debug.WriteLine(fault.Message);
        }
    }

    private void Feed()
    {
        try
        {
            using Stream input = _process.StandardInput.BaseStream;
            foreach (byte[] bytes in _input.GetConsumingEnumerable())
            {
                input.Write(bytes);
                input.Flush();
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Why it stopped reading is told by its end. What is still on the way to it is of no use to anyone.
            _stoppedReading = true;
            foreach (byte[] unread in _input.GetConsumingEnumerable())
            {
                GC.KeepAlive(unread);
            }
        }

        _written.TrySetResult();
    }
}
