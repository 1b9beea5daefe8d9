package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads one stream of a tap session. */
final class TrafficStreamReader implements AutoCloseable {
  private final BufferedReader lines;

  private TrafficStreamReader(InputStream body) {
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** One event; heartbeats too have a type. */
  record Event(String type, String id, String data) {}

  static TrafficStreamReader open(ApiClient client, ApiClient.Draft draft) {
    try {
      HttpResponse<InputStream> answer =
          client.http().send(draft.request(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      return new TrafficStreamReader(answer.body());
    } catch (IOException e) {
      throw new AssertionError("the stream did not open", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the call was interrupted", e);
    }
  }

  /** Waits for the next event; its type is empty when the stream has ended. */
  Event next() throws IOException {
    String type = "";
    String id = "";
    String data = "";
    for (String line : block()) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("event:")) {
        type = value;
      } else if (line.startsWith("id:")) {
        id = value;
      } else if (line.startsWith("data:")) {
        data = value;
      } else {
        type = value;
      }
    }
    return new Event(type, id, data);
  }

  private List<String> block() throws IOException {
    List<String> block = new ArrayList<>();
    for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
      block.add(line);
      line = lines.readLine();
    }
    return block;
  }

  /** Waits for the end; anything else that comes is a fault. */
  boolean isOver() throws IOException {
    Event event = next();
    assertThat(event).isEqualTo(new Event("", "", ""));
    return true;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
