namespace Mesascope.Cli;

/// <summary>What is said when a run stops before its end.</summary>
internal static class Stopped
{
    /// <summary>Does the work; where the environment ends it, adds where the finished part lies and how to go on.</summary>
    /// <exception cref="PrerequisiteException">As the work threw it, and what to type.</exception>
    public static async Task<T> AtAsync<T>(string folder, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PrerequisiteException stop)
        {
            throw new PrerequisiteException($"{stop.Message.TrimEnd('.')}. What was finished is saved; go on with --out {folder} --resume.", stop);
        }
    }
}
