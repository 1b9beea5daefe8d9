package io.webgateway.console.web.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/** Copies a text to the clipboard of whoever looks. */
public final class CopyButton extends Button {

  /**
   * A button.
   *
   * @param what what is copied, for people
   * @param text the text
   */
  public CopyButton(String what, String text) {
    super("Copy");
    setAriaLabel("Copy " + what);
    addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    // Runs in the browser, because only a click there may write to the clipboard. A page that came
    // over plain http from another machine has no clipboard; an old way still works there.
    getElement()
        .executeJs(
            """
            this.addEventListener('click', async () => {
              try { await navigator.clipboard.writeText($0); }
              catch (e) {
                const area = document.createElement('textarea');
                area.value = $0; document.body.append(area); area.select();
                document.execCommand('copy'); area.remove();
              }
              const before = this.textContent; this.textContent = 'Copied';
              setTimeout(() => { this.textContent = before; }, 1500);
            })""",
            text);
  }
}
