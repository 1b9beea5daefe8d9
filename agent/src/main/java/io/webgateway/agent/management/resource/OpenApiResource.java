package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The API's own description (OpenAPI 3.1). */
public final class OpenApiResource implements Resource {
  private static final String FILE = "openapi.json";

  private final String document = read();

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/openapi.json",
            Access.PUBLIC,
            call -> new Answer.Whole(200, Answer.JSON, Map.of(), document)));
  }

  private static String read() {
    try (InputStream stream = OpenApiResource.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing in the program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
