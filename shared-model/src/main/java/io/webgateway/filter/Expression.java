package io.webgateway.filter;

import io.webgateway.model.traffic.TrafficEvent;
import java.util.List;

/** What a filter says, as a tree. */
sealed interface Expression {

  /** Whether an event is wanted. */
  boolean matches(TrafficEvent event);

  /** Wanted when all are; everything when there are none. */
  record All(List<Expression> parts) implements Expression {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(TrafficEvent event) {
      for (Expression part : parts) {
        if (!part.matches(event)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Wanted when one is. */
  record Any(List<Expression> parts) implements Expression {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(TrafficEvent event) {
      for (Expression part : parts) {
        if (part.matches(event)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Wanted when the other is not. */
  record Not(Expression part) implements Expression {
    @Override
    public boolean matches(TrafficEvent event) {
      return !part.matches(event);
    }
  }

  /** One question about an event. */
  record Term(Test test) implements Expression {
    @Override
    public boolean matches(TrafficEvent event) {
      return test.accepts(event);
    }
  }

  /** The question itself. */
  @FunctionalInterface
  interface Test {
    /** Whether the answer is yes. */
    boolean accepts(TrafficEvent event);
  }
}
