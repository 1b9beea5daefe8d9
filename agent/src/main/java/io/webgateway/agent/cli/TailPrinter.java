package io.webgateway.agent.cli;

import io.webgateway.client.traffic.TrafficListener;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.TrafficCodec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints traffic as it comes, and knows when it is enough. A terminal or pipe that is slow holds up
 * the watch, which the agent answers with gaps.
 */
final class TailPrinter implements TrafficListener {
  private final Cli cli;
  private final TailLine line;
  private final long most;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private boolean connectedBefore;
  private long printed;

  /** A printer that ends after so many events. */
  TailPrinter(Cli cli, long most) {
    this.cli = cli;
    this.most = most;
    this.line = new TailLine(cli.hasColour());
  }

  /** Why it was enough. */
  sealed interface End {}

  /** All that was asked for was shown. */
  record Done() implements End {}

  /** The agent refuses. */
  record Refused(ProblemDocument problem) implements End {}

  /** The agent was not reached even once. */
  record NotReached(String reason) implements End {}

  /** Waits until it is enough, or the time is over. */
  End await(Duration time) {
    try {
      return end.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Done();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Done();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void connected() {
    if (!cli.isJson() && !connectedBefore) {
      print(TailLine.TITLES);
    }
    connectedBefore = true;
  }

  @Override
  public void event(long sequence, TrafficEvent event) {
    if (printed == most) {
      return;
    }
    if (cli.isJson()) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode().put("sequence", sequence);
      TrafficCodec.write(event).properties().forEach(f -> tree.set(f.getKey(), f.getValue()));
      print(Json.write(tree));
    } else {
      print(line.of(event));
    }
    printed++;
    if (printed == most) {
      end.complete(new Done());
    }
  }

  @Override
  public void gap(long missed) {
    if (cli.isJson()) {
      print(
          Json.write(
              JsonNodeFactory.instance.objectNode().put("kind", "gap").put("missed", missed)));
    } else {
      print("… at least " + missed + " missed");
    }
  }

  @Override
  public void interrupted(String reason) {
    if (connectedBefore) {
      cli.note("interrupted: " + reason + "; trying again");
    } else {
      end.complete(new NotReached(reason));
    }
  }

  @Override
  public void refused(ProblemDocument problem) {
    end.complete(new Refused(problem));
  }

  private void print(String text) {
    PrintWriter out = cli.out();
    out.println(text);
    // Whoever read the pipe is gone.
    if (out.checkError()) {
      end.complete(new Done());
    }
  }
}
