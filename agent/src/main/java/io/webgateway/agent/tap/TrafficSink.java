package io.webgateway.agent.tap;

import io.webgateway.model.traffic.TrafficEvent;

/** What the data plane sees of observation. Called on event loops: never blocks, never throws. */
public interface TrafficSink {

  /** Whether anybody wants events; one volatile read, asked before an event is built. */
  boolean enabled();

  /** Takes an event; what cannot be kept is counted and lost. */
  void publish(TrafficEvent event);

  /** Wants nothing. */
  TrafficSink NONE =
      new TrafficSink() {
        @Override
        public boolean enabled() {
          return false;
        }

        @Override
        public void publish(TrafficEvent event) {}
      };
}
