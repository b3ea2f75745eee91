using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

namespace Mesascope.Tests.House;

/// <summary>Which folders of a project use which, read off what was compiled: signatures, and what method bodies call.</summary>
/// <remarks>Constants and <c>nameof</c> leave no trace there and are not seen.</remarks>
internal sealed partial class FolderUse
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly Dictionary<string, string> _folders = [];

    /// <summary>Reads a project.</summary>
    /// <param name="project">Its folder: <c>src/Mesascope.Gpu</c>.</param>
    public FolderUse(string project)
    {
        foreach (string file in Repository.FilesIn(project, ".cs", ".razor"))
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(project, file))!.Replace('\\', '/'), text = Repository.Text(file);
            if (file.EndsWith(".razor", StringComparison.Ordinal)) _folders[$"{Path.GetFileName(project)}.{folder}.{Path.GetFileNameWithoutExtension(file)}"] = folder;
            else foreach (Match type in DeclaredType().Matches(text)) _folders[$"{Namespace().Match(text).Groups["name"]}.{type.Groups["name"]}"] = folder;
        }
        Uses = [.. Assembly.Load(Path.GetFileName(project)).GetTypes().SelectMany(UsesOf).Distinct()];
    }

    /// <summary>Each use of one folder by another: their paths within the project, and a pair of types.</summary>
    public IReadOnlyList<(string From, string To, string By)> Uses { get; }

    /// <summary>The uses that close a circle, folders of one name taken together.</summary>
    /// <param name="uses">Each from a folder to another.</param>
    /// <param name="nameOf">The path itself, or only its first part.</param>
    public static IEnumerable<string> Circles(IEnumerable<(string From, string To, string By)> uses, Func<string, string> nameOf)
    {
        (string From, string To, string By)[] steps = [.. uses.Select(use => (From: nameOf(use.From), To: nameOf(use.To), use.By)).Where(use => use.From != use.To)];
        ILookup<string, string> next = steps.Select(step => (step.From, step.To)).Distinct().ToLookup(step => step.From, step => step.To);
        return from step in steps where Reached(step.To, next).Contains(step.From) select $"{step.From} → {step.To}: {step.By}";
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> next)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out string? folder))
            if (reached.Add(folder))
                foreach (string further in next[folder]) open.Push(further);
        return reached;
    }

    private IEnumerable<(string From, string To, string By)> UsesOf(Type type)
    {
        if (FolderOf(type) is not { } from) yield break; // the compiler's own
        foreach (Type used in Mentioned(type).SelectMany(Parts).Where(used => used.Assembly == type.Assembly).Distinct())
            if (FolderOf(used) is { } to && to != from) yield return (from, to, $"{Outermost(type).Name} uses {Outermost(used).Name}");
    }

    private string? FolderOf(Type type) => _folders.GetValueOrDefault($"{Outermost(type).Namespace}.{Outermost(type).Name.Split('`')[0]}");

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type?> Mentioned(Type type)
    {
        IEnumerable<MethodBase> methods = type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything));
        return [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(Everything).Select(field => field.FieldType), .. type.GetGenericArguments().SelectMany(parameter => parameter.GetGenericParameterConstraints()), .. methods.SelectMany(OfMethod)];
    }

    private static IEnumerable<Type?> OfMethod(MethodBase method)
    {
        foreach (Type? type in Signature(method)) yield return type;
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (LocalVariableInfo local in body.LocalVariables) yield return local.LocalType;
        foreach (MemberInfo member in Called(method, body.GetILAsByteArray()!))
            foreach (Type? type in member is MethodBase called ? [called.DeclaringType, .. Signature(called)] : member is FieldInfo field ? [field.DeclaringType, field.FieldType] : (Type?[])[member as Type])
                yield return type;
    }

    private static IEnumerable<Type?> Signature(MethodBase method) =>
        [(method as MethodInfo)?.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.IsGenericMethod ? method.GetGenericArguments() : []];

    private static IEnumerable<MemberInfo> Called(MethodBase method, byte[] code)
    {
        Type[] ofType = method.DeclaringType!.GetGenericArguments(), ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < code.Length;)
        {
            OpCode instruction = OpCodesByValue[code[at] == 0xFE ? (short)(0xFE00 | code[++at]) : code[at]];
            at++;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    // List<Reply[]> → List, Reply.
    private static IEnumerable<Type> Parts(Type? type)
    {
        while (type is { HasElementType: true }) type = type.GetElementType();
        return type is null or { IsGenericParameter: true } ? [] : [type, .. type.GetGenericArguments().SelectMany(Parts)];
    }

    [GeneratedRegex(@"(?m)^(?:[a-z]+ )*(?:class|struct|interface|enum|record|delegate [\w<>?,\[\] ]+?) (?<name>[A-Z]\w*)")]
    private static partial Regex DeclaredType();

    [GeneratedRegex(@"(?m)^namespace (?<name>[\w.]+);")]
    private static partial Regex Namespace();
}
