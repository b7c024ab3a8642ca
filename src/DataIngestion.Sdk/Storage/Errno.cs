namespace DataIngestion.Storage;

/// <summary>The error numbers that are told apart. .NET keeps them in <see cref="Exception.HResult"/> of an <see cref="IOException"/> on Unix.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int BadDescriptor = 9;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotADirectory = 20;
    public const int Invalid = 22;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int TooManyLinks = 31;

    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int WindowsAlreadyExists = unchecked((int)0x800700B7);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsDiskFull(Exception exception) => exception.HResult is NoSpace or WindowsDiskFull;

    public static bool IsQuota(Exception exception) => exception.HResult == (OperatingSystem.IsMacOS() ? 69 : 122);

    public static bool IsWindowsExists(Exception exception) => exception.HResult is WindowsFileExists or WindowsAlreadyExists;

    public static bool IsLocked(Exception exception) =>
        exception.HResult == WindowsSharingViolation || exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    /// <summary>The file system, or this place in it, has no hard links.</summary>
    public static bool IsWithoutLinks(Exception exception) => OperatingSystem.IsMacOS()
        ? exception.HResult is NotPermitted or CrossDevice or TooManyLinks or 45 or 78
        : exception.HResult is NotPermitted or CrossDevice or TooManyLinks or 95 or 38;
}
