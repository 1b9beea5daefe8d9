package io.webgateway.console.web.component;

import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import io.webgateway.console.web.session.SignedIn;
import java.time.Instant;
import java.util.Optional;

/** What belongs to the browser that asks. Only on a thread that holds the browser's session. */
public final class Current {
  private Current() {}

  /** What all sessions share. */
  public static Parts parts() {
    Parts parts = VaadinService.getCurrent().getContext().getAttribute(Parts.class);
    if (parts == null) {
      throw new IllegalStateException("The console was not put together");
    }
    return parts;
  }

  /** Who is signed in, if anybody is. */
  public static Optional<SignedIn> signedIn() {
    return Optional.ofNullable(VaadinSession.getCurrent())
        .flatMap(session -> Optional.ofNullable(session.getAttribute(SignedIn.class)));
  }

  /**
   * Who is signed in, behind the gate.
   *
   * @throws IllegalStateException when nobody is
   */
  public static SignedIn user() {
    return signedIn().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
  }

  /** The time. */
  public static Instant now() {
    return parts().clock().instant();
  }
}
