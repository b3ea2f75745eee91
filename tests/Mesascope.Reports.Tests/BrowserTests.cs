using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Mesascope.Reports.Tests;

/// <summary>The page in a real browser. Skipped where there is no chromium at its usual place.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("mesascope-report-").FullName, "report.html");
    private readonly List<string> _errors = [], _requests = [];

    public async ValueTask InitializeAsync() => await File.WriteAllTextAsync(_path, await SampleRun.Usual.RenderAsync());

    public ValueTask DisposeAsync()
    {
        Directory.GetParent(_path)!.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Opens_offline_without_an_error_and_draws_every_chart()
    {
        IPage page = await OpenAsync(new() { ViewportSize = new() { Width = 1000, Height = 900 }, Offline = true });
        Assert.Equal(SampleRun.Usual.Result.Findings.Count + 3, await page.Locator(".chart svg").CountAsync());
        Assert.Empty(_errors);
        Assert.All(_requests, request => Assert.StartsWith("file:", request));
    }

    [Fact]
    public async Task Plays_steps_and_stops_at_the_end()
    {
        IPage page = await OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        string Clock() => page.Locator("#clock").InnerTextAsync().GetAwaiter().GetResult();
        Assert.StartsWith("step 0 of", Clock());
        string first = await page.Locator(".arm .board").First.InnerTextAsync();
        await page.Locator("#forward").ClickAsync();
        Assert.StartsWith("step 1 of", Clock());
        await page.Locator("#speed").SelectOptionAsync("90");
        await page.Locator("#play").ClickAsync();
        int last = int.Parse(await page.Locator("#step").GetAttributeAsync("max") ?? "", System.Globalization.CultureInfo.InvariantCulture);
        await Assertions.Expect(page.Locator("#clock")).ToHaveTextAsync($"step {last} of {last}", new() { Timeout = 15_000 });
        await Assertions.Expect(page.Locator("#play")).ToHaveTextAsync("Play");
        Assert.NotEqual(first, await page.Locator(".arm .board").First.InnerTextAsync());
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Never_scrolls_sideways(int width, ColorScheme scheme)
    {
        IPage page = await OpenAsync(new() { ViewportSize = new() { Width = width, Height = 740 }, ColorScheme = scheme });
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Charts_fit_the_paper_before_the_browser_takes_its_picture()
    {
        IPage page = await OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 740 }, ColorScheme = ColorScheme.Dark });
        // All in one task: printing waits for no frame.
        double overhang = await page.EvaluateAsync<double>("""
            dispatchEvent(new Event("beforeprint")),
            Math.max(...[...document.querySelectorAll(".chart svg")].flatMap(svg => {
              const edge = Math.min(svg.getBoundingClientRect().left + 655, svg.getBoundingClientRect().right);
              return [...svg.querySelectorAll("text, path")].map(part => part.getBoundingClientRect().right - edge);
            }))
            """);
        Assert.InRange(overhang, -1000, 1);
        Assert.Equal("rgb(29, 33, 39)", await page.EvaluateAsync<string>("getComputedStyle(document.body).color")); // dark ink, light paper
    }

    [Fact]
    public async Task Reads_without_scripts()
    {
        IPage page = await OpenAsync(new() { JavaScriptEnabled = false });
        Assert.True(await page.Locator("#findings table").IsVisibleAsync());
        Assert.True(await page.Locator("#goals table").First.IsVisibleAsync());
        Assert.Equal(4, await page.Locator(".still .board:visible").CountAsync());
        Assert.False(await page.Locator("#player").IsVisibleAsync());
        Assert.Equal(0, await page.Locator(".chart:visible").CountAsync());
    }

    [Fact]
    public async Task A_script_that_a_record_smuggled_in_would_not_run()
    {
        string html = await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_path, Regex.Replace(html, "<h1>", "<script>window.ran = true</script><h1>"), TestContext.Current.CancellationToken);
        IPage page = await OpenAsync(new());
        Assert.False(await page.EvaluateAsync<bool>("window.ran === true"));
    }

    private async Task<IPage> OpenAsync(BrowserNewPageOptions options)
    {
        Assert.SkipWhen(browser.Window is null, Browser.AbsentBecause);
        IPage page = await browser.Window!.NewPageAsync(options);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") _errors.Add(message.Text); };
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) => _requests.Add(request.Url);
        await page.GotoAsync(new Uri(_path).AbsoluteUri);
        return page;
    }
}
