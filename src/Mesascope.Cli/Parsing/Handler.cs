namespace Mesascope.Cli;

/// <summary>What one command does once it is read; returns the exit code.</summary>
internal delegate Task<int> Handler<in TRequest>(TRequest request, Terminal terminal, CancellationToken cancellationToken);
