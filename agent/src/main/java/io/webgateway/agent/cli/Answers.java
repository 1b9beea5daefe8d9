package io.webgateway.agent.cli;

import io.webgateway.client.Submitted;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.wire.Json;
import io.webgateway.wire.RecordCodec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints what became of a change. */
final class Answers {
  private Answers() {}

  /**
   * Prints one change.
   *
   * @param done what is to be told to people when it happened
   */
  static void print(Cli cli, Submitted submitted, String done) {
    if (cli.isJson()) {
      cli.out().println(Json.writePretty(json(submitted)));
      return;
    }
    cli.out()
        .println(
            Printable.of(
                switch (submitted) {
                  case Submitted.WouldBeAccepted _ -> "would be accepted: " + done;
                  case Submitted.Accepted accepted -> sentence(accepted, done);
                }));
    if (submitted instanceof Submitted.WouldBeAccepted would) {
      would
          .effect()
          .ifPresent(
              effect ->
                  effect.lines().forEach(line -> cli.out().println("  " + Printable.of(line))));
    }
  }

  private static String sentence(Submitted.Accepted accepted, String done) {
    AcceptedRecord record = accepted.record();
    return (accepted.changed() ? done : "unchanged: " + done)
        + " (version "
        + record.signed().version()
        + ", receipt of "
        + record.acceptedAt()
        + ")";
  }

  /** The same for programs. */
  static ObjectNode json(Submitted submitted) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("key", submitted.signed().key().text());
    tree.put("version", submitted.signed().version());
    tree.put("hash", submitted.signed().hash());
    switch (submitted) {
      case Submitted.Accepted accepted ->
          tree.put("outcome", accepted.changed() ? "accepted" : "unchanged")
              .put("acceptedAt", accepted.record().acceptedAt().toString());
      case Submitted.WouldBeAccepted would -> {
        tree.put("outcome", "would-be-accepted");
        would.effect().ifPresent(effect -> tree.set("effect", Json.toTree(effect)));
      }
    }
    tree.set("record", Json.readTree(RecordCodec.payload(submitted.signed().record())));
    return tree;
  }
}
