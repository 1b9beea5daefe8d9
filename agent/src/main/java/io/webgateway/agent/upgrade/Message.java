package io.webgateway.agent.upgrade;

import io.webgateway.agent.observe.usage.UsageKey;
import io.webgateway.agent.observe.usage.UsageTotals;
import io.webgateway.agent.proxy.succession.SocketName;
import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What two processes of a node tell each other during an upgrade: a line of JSON each. */
sealed interface Message {
  /**
   * The successor's first word.
   *
   * @param version of its program
   * @param pid its process id
   */
  record Hello(String version, long pid) implements Message {}

  /**
   * The predecessor's answer: these sockets come on the other connection, in this order.
   *
   * @param version of its program
   * @param pid its process id
   * @param names of the sockets
   */
  record Sockets(String version, long pid, List<SocketName> names) implements Message {
    /** Copies the list. */
    public Sockets {
      names = List.copyOf(names);
    }
  }

  /**
   * The predecessor's answer when there is to be no upgrade.
   *
   * @param reason in words
   */
  record Refused(String reason) implements Message {}

  /** The predecessor has closed the state. */
  record StateClosed() implements Message {}

  /** The successor could serve. */
  record Ready() implements Message {}

  /**
   * The predecessor has stepped aside.
   *
   * @param flows that it goes on serving
   * @param left what is under way there, and until when
   */
  record Go(List<PassedFlow> flows, Left left) implements Message {
    /** Copies the list. */
    public Go {
      flows = List.copyOf(flows);
    }
  }

  /** The successor serves. */
  record Serving() implements Message {}

  /**
   * How far the predecessor is with what is under way.
   *
   * @param underWay connections and flows that are left
   * @param untilEpochMillis when they are cut
   */
  record Left(int underWay, long untilEpochMillis) implements Message {}

  /**
   * What was used there since the last such message.
   *
   * @param used workload by workload
   */
  record Used(List<Usage> used) implements Message {
    /** Copies the list. */
    public Used {
      used = List.copyOf(used);
    }
  }

  /**
   * Of one workload.
   *
   * @param key whose it is
   * @param totals how much
   */
  record Usage(UsageKey key, UsageTotals totals) {}

  /**
   * Traffic there.
   *
   * @param event in the form of {@link io.webgateway.wire.TrafficCodec}
   */
  record Traffic(String event) implements Message {}

  /**
   * Whether the successor wants to be told of traffic.
   *
   * @param wanted it does
   */
  record Watch(boolean wanted) implements Message {}

  /** A line, without its end. */
  static String write(Message message) {
    ObjectNode tree = (ObjectNode) Json.toTree(message);
    tree.put("kind", message.getClass().getSimpleName());
    return Json.write(tree);
  }

  /**
   * Reads a line.
   *
   * @throws WireException when it is none
   */
  static Message read(String line) {
    JsonNode tree = Json.readTree(line);
    String kind = tree.path("kind").asString("");
    Class<?> type =
        Arrays.stream(Message.class.getPermittedSubclasses())
            .filter(each -> each.getSimpleName().equals(kind))
            .findFirst()
            .orElseThrow(() -> new WireException("/kind", "There is no such message"));
    ObjectNode fields = ((ObjectNode) tree).deepCopy();
    fields.remove("kind");
    return (Message) Json.convert(fields, type);
  }
}
