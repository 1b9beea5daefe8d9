package io.webgateway.console.web.overview.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.traffic.TrafficFeed;
import io.webgateway.client.traffic.TrafficMeter;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.Sparkline;
import io.webgateway.console.web.component.Text;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.console.web.traffic.TrafficTap;
import java.time.InstantSource;

/** What traffic does now, counted while the screen is open. */
final class TrafficCard extends Div {
  private static final int ROWS = 1;

  private final SignedIn user;
  private final Sparkline curve = new Sparkline();
  private final Span rate = Text.of("–", "big");
  private final Span bytes = Text.of("", "about");
  private final Span failures = Text.of("", "about");
  private final TrafficTap tap;
  private Runnable ending = () -> {};

  TrafficCard(SignedIn user) {
    this.user = user;
    addClassNames("card", "traffic-card");
    InstantSource clock = user.link().clock();
    tap = new TrafficTap(ROWS, clock);
    Anchor all = new Anchor("traffic", "See each");
    all.getElement().setAttribute("router-link", true);
    Div head = new Div(new H2("Traffic now"), all);
    head.addClassName("traffic-head");
    Div figures = new Div(rate, bytes, failures);
    figures.addClassName("figures");
    Div body = new Div(figures, curve);
    body.addClassName("traffic-body");
    add(head, body);
  }

  void open(UI ui, Parts parts) {
    tap.start(user, "", parts.executor());
    ending = parts.ticker().onTick(() -> ui.access(this::draw));
    draw();
  }

  void close() {
    ending.run();
    tap.close();
  }

  private void draw() {
    TrafficMeter.Reading reading = tap.feed().reading();
    rate.setText(Amounts.perSecond(reading.eventsPerSecond()));
    bytes.setText(Amounts.bytes(Math.round(reading.bytesPerSecond())) + " each second");
    failures.setText(
        switch (tap.feed().state()) {
          case TrafficFeed.State.Refused refused -> "not watched: " + refused.problem().title();
          case TrafficFeed.State.Broken _ -> "the stream broke; reconnecting";
          case TrafficFeed.State.Opening _ -> "opening the stream…";
          case TrafficFeed.State.Open _ -> Amounts.share(reading.failureShare()) + " failed";
        });
    curve.show(
        reading.perSecond(),
        "Requests and connections in each of the last 60 seconds; on average "
            + Amounts.perSecond(reading.eventsPerSecond()));
  }
}
