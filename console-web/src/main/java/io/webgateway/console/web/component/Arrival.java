package io.webgateway.console.web.component;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import io.webgateway.console.web.session.SignedIn;

/** The moments at which somebody comes in and goes. Only while a browser's request is answered. */
public final class Arrival {
  private Arrival() {}

  /**
   * Signs somebody in: the browser gets a new session id, since the old one may have been known to
   * others before.
   *
   * @param to the path to go to
   */
  public static void enter(SignedIn signedIn, String to) {
    VaadinSession session = VaadinSession.getCurrent();
    SignedIn before = session.getAttribute(SignedIn.class);
    if (before != null) {
      before.close();
    }
    session.setAttribute(SignedIn.class, signedIn);
    signedIn.start();
    VaadinRequest request = VaadinRequest.getCurrent();
    if (request != null) {
      VaadinService.reinitializeSession(request);
    }
    // A fresh page: nothing of the one before lives on.
    UI.getCurrent().getPage().setLocation("./" + to);
  }

  /** Locks the keys, ends the session and goes to the log in. */
  public static void leave() {
    Current.signedIn().ifPresent(SignedIn::close);
    VaadinSession session = VaadinSession.getCurrent();
    session.setAttribute(SignedIn.class, null);
    UI.getCurrent().getPage().setLocation("./login");
    if (session.getSession() != null) {
      session.getSession().invalidate();
    }
    session.close();
  }
}
