using Mesascope.Cli;

Terminal terminal = Terminal.OfThisProcess();
using var interruption = new Interruption(terminal);
return await CommandLine.RunAsync(args, terminal, new CommandHandlers(), interruption.Token);
