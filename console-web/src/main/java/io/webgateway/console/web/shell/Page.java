package io.webgateway.console.web.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;

/** The page around the console: theme, style sheet, push, and the colours that were chosen last. */
@Push(transport = Transport.WEBSOCKET_XHR)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("static-assets/console.css")
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
public class Page implements AppShellConfigurator {

  /** For Vaadin. */
  public Page() {}

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setPageTitle("Web Gateway");
    settings.addMetaTag("color-scheme", "light dark");
    settings.addFavIcon("icon", "static-assets/mark.svg", "any");
    // Before the first paint, so that a dark room stays dark.
    settings.addInlineWithContents(
        "try{const c=localStorage.getItem('webgw-colours');"
            + "document.documentElement.style.colorScheme=c||'light dark'}catch(e){}",
        Inline.Wrapping.JAVASCRIPT);
  }
}
