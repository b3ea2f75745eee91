using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Mesascope.Cli;

/// <summary>A battery written down: which audits, how sure to be, and how long to go on. What it does not say keeps its default, and options overrule it.</summary>
internal sealed record BatteryFile
{
    /// <summary>The audits, by name; null for all that fit the subject.</summary>
    public List<string>? Audits { get; init; }

    /// <summary>Level, in (0, 1).</summary>
    public double? Alpha { get; init; }

    /// <summary>What counts as no change, in [0, 1).</summary>
    public double? Margin { get; init; }

    /// <summary>Most pairs per audit, at least 1.</summary>
    public int? Budget { get; init; }

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="ArgumentException">It is not there, not a battery, or holds a number out of range; one line says where.</exception>
    public static BatteryFile Read(string path)
    {
        if (!File.Exists(path)) throw new ArgumentException($"There is no battery file {path}.");
        IDeserializer yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();
        try
        {
            return (yaml.Deserialize<BatteryFile?>(File.ReadAllText(path)) ?? throw new ArgumentException($"{path} is empty; it may say audits, alpha, margin and budget.")).Checked(path);
        }
        catch (YamlException problem)
        {
            string line = (problem.InnerException ?? problem).Message.Split('\n')[0];
            throw new ArgumentException($"{path}, line {problem.Start.Line}: {line} (it may say audits, alpha, margin and budget)", problem);
        }
    }

    private BatteryFile Checked(string path)
    {
        if (Alpha is not (null or (> 0 and < 1))) throw new ArgumentException(FormattableString.Invariant($"{path}: alpha is a number above 0 and below 1; got {Alpha}."));
        if (Margin is not (null or (>= 0 and < 1))) throw new ArgumentException(FormattableString.Invariant($"{path}: margin is a number from 0 to below 1; got {Margin}."));
        if (Budget < 1) throw new ArgumentException($"{path}: budget is a number of pairs, at least 1; got {Budget}.");
        if (Audits is { Count: 0 }) throw new ArgumentException($"{path}: audits names none; leave it out for all.");
        if (Audits?.FirstOrDefault(name => !Catalogues.AuditNames().Contains(name)) is { } stranger)
            throw new ArgumentException($"{path}: {NearestNames.Unknown("audit", stranger, [.. Catalogues.AuditNames().Distinct()])}");
        return this;
    }
}
