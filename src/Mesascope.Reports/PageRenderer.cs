using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesascope.Reports;

/// <summary>From a page and its model to the text of one HTML file.</summary>
internal static class PageRenderer
{
    /// <summary>The whole file.</summary>
    /// <param name="model">Becomes the page's <c>Model</c>.</param>
    public static async Task<string> RenderAsync<TPage, TModel>(TModel model) where TPage : IComponent
    {
        ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            await using (renderer.ConfigureAwait(false))
            {
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
                string body = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString()).ConfigureAwait(false);
                return "<!doctype html>\n" + body + "\n";
            }
        }
    }
}
