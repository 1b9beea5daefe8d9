package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SampleHttpServiceIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private SampleHttpService service;

  @BeforeEach
  void start() throws IOException {
    service = SampleHttpService.start(new SampleOptions("blog-1", 0));
  }

  @AfterEach
  void stop() {
    service.close();
    client.close();
  }

  @Test
  void saysWhoItIsAndWhichHeadersItReceived() throws Exception {
    var response = get("/", "X-Forwarded-For", "203.0.113.7");
    var json = JsonMapper.shared().readTree(response.body());
    assertThat(response.headers().firstValue("X-Sample-Instance")).contains("blog-1");
    assertThat(json.at("/instance").asString()).isEqualTo("blog-1");
    assertThat(json.at("/headers/X-forwarded-for/0").asString()).isEqualTo("203.0.113.7");
  }

  @Test
  void greetsABrowserWithAPage() throws Exception {
    var response = get("/", "Accept", "text/html");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(response.body()).contains("Hello from blog-1");
  }

  @Test
  void sendsAsManyBytesAsAsked() throws Exception {
    var response = get("/bytes?n=100001", "Accept", "*/*");
    assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(100_001);
    assertThat(response.body()).hasSize(100_001);
  }

  @Test
  void streamsARequestBodyBack() throws Exception {
    var text = "to and fro ".repeat(20_000);
    var request = HttpRequest.newBuilder(uri("/echo")).POST(BodyPublishers.ofString(text)).build();
    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(text);
  }

  @Test
  void answersSlowlyAndStillInFull() throws Exception {
    assertThat(get("/slow?millis=5", "Accept", "*/*").body()).contains("\"instance\": \"blog-1\"");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(get("/nowhere", "Accept", "*/*").statusCode()).isEqualTo(404);
    var wrongMethod = get("/echo", "Accept", "*/*");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void keepsAConnectionOpenBetweenAnswers() throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), service.port())) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (var request : new String[] {"HEAD /", "HEAD /bytes", "HEAD /nowhere"}) {
        var head = request + " HTTP/1.1\r\nHost: blog\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.readLine()).startsWith("HTTP/1.1 ");
        assertThat(reader.lines().takeWhile(line -> !line.isEmpty()).toList()).isNotEmpty();
      }
    }
  }

  @Test
  void saysSoWhenItsPortIsTaken() {
    assertThatIOException()
        .isThrownBy(() -> SampleHttpService.start(new SampleOptions("b", service.port())))
        .withMessageContaining("in use");
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    var request = HttpRequest.newBuilder(uri(path)).header(header, value).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }
}
