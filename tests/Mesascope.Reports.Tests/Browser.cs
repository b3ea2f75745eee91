using Microsoft.Playwright;

namespace Mesascope.Reports.Tests;

/// <summary>One chromium for all tests of the page; null where there is none at its usual place.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright? _playwright;

    /// <summary>Why the tests skip.</summary>
    public static string AbsentBecause => $"There is no browser at {Chromium}.";

    public IBrowser? Window { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        _playwright = await Playwright.CreateAsync();
        Window = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Window is not null) await Window.DisposeAsync();
        _playwright?.Dispose();
    }
}
