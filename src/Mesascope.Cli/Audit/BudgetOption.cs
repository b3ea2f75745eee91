using System.CommandLine;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>The option <c>--budget</c>.</summary>
internal static class BudgetOption
{
    public static Option<Budget> Create() => new("--budget")
    {
        HelpName = "PAIRS",
        Description = "Most pairs per audit (1000 unless given). Chat models: also tokens or dollars of the whole run, as in 400,50ktok or 2usd.",
        CustomParser = result =>
        {
            string typed = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (Budget.Parse(typed) is { } budget) return budget;
            result.AddError($"--budget is a number of pairs, at least 1; got {typed}");
            return new Budget();
        },
    };
}
