package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsIT {
  @TempDir Path directory;

  @Test
  void metricsHaveTheirOwnListenerAndNameNoTenant() throws Exception {
    try (ManagementWorld world = new ManagementWorld(directory);
        ApiClient client = new ApiClient(world)) {
      TrafficCounters counters = new TrafficCounters();
      counters.completed(CompletionReason.COMPLETED, 10, 20);
      world.metrics.traffic(counters::snapshot);
      var tenant = world.tenantWith("blog");
      client.get("/v1/workloads/blog/web").as(tenant).send();
      client.get("/v1/nothing-here").send();
      String text = scrape(world.server().metricsPort().orElseThrow());
      assertThat(text)
          .contains("webgw_completions_total{reason=\"completed\"} 1.0")
          .contains("route=\"/v1/workloads/{namespace}/{id}\"")
          .contains("route=\"none\"")
          .contains("webgw_ledger_commits_total")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("blog", tenant.identity().value(), "nothing-here");
      assertThat(client.get("/metrics").send().statusCode()).isEqualTo(404);
    }
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
