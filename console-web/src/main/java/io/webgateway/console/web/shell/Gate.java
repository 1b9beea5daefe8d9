package io.webgateway.console.web.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterListener;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.OpenToAll;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.session.SignedIn;

/**
 * Lets people who are not signed in through to nothing but what says that it is open to all. A
 * session that ends takes its keys with it.
 */
public final class Gate implements VaadinServiceInitListener {
  /** Where people log in. */
  public static final String LOGIN = "login";

  /** Where the first account is made. */
  public static final String WELCOME = "welcome";

  private final transient Parts parts;

  /** A gate before screens that share these parts. */
  public Gate(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().getContext().setAttribute(Parts.class, parts);
    event
        .getSource()
        .addUIInitListener(init -> init.getUI().addBeforeEnterListener(new Guard(parts)));
    event
        .getSource()
        .addSessionDestroyListener(
            end -> {
              SignedIn signedIn = end.getSession().getAttribute(SignedIn.class);
              if (signedIn != null) {
                signedIn.close();
              }
            });
  }

  /** Stands before every screen of one browser window. */
  public static final class Guard implements BeforeEnterListener {
    private final transient Parts parts;

    /** Guards screens that share these parts. */
    public Guard(Parts parts) {
      this.parts = parts;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
      boolean isOpen = event.getNavigationTarget().isAnnotationPresent(OpenToAll.class);
      boolean isIn = Current.signedIn().isPresent();
      if (!isOpen && !isIn) {
        event.forwardTo(parts.accounts().isEmpty() ? WELCOME : LOGIN);
      }
    }
  }
}
