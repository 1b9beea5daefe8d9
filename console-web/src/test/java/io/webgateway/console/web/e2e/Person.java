package io.webgateway.console.web.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** Somebody at a page, who sees what is written there and uses what it offers. */
final class Person {
  private static final double PATIENCE_MILLIS = 75_000;

  private final Page page;
  private final String base;

  Person(Page page, String base) {
    this.page = page;
    this.base = base;
    page.setDefaultTimeout(PATIENCE_MILLIS);
  }

  Page page() {
    return page;
  }

  Person goes(String path) {
    page.navigate(base + path);
    return this;
  }

  Person presses(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
    return this;
  }

  Person clicks(String selector) {
    page.locator(selector).first().click();
    return this;
  }

  Person writes(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).first().fill(text);
    return this;
  }

  Person writesInto(String selector, String text) {
    page.locator(selector).first().fill(text);
    return this;
  }

  Person sees(String text) {
    assertThat(page.getByText(text).filter(visible()).first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
    return this;
  }

  /** Sees a text at one place of the page. */
  Person seesAt(String selector, String text) {
    assertThat(page.locator(selector).first())
        .containsText(
            text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    return this;
  }

  /** All that can be read on the page now. */
  String text() {
    return page.locator("body").innerText();
  }

  private static Locator.FilterOptions visible() {
    return new Locator.FilterOptions().setVisible(true);
  }

  Person isAt(String path) {
    page.waitForURL(Pattern.compile(Pattern.quote(base + path) + "(\\?.*)?$"));
    return this;
  }

  Person logsIn(String login, String passphrase) {
    goes("login");
    writes("Login", login);
    writes("Key passphrase", passphrase);
    return presses("Log in");
  }
}
