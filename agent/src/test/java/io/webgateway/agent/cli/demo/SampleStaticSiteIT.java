package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleStaticSiteIT {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private SampleStaticSite site;

  @BeforeEach
  void start() throws IOException {
    site = SampleStaticSite.start(new SampleOptions("site-1", 0));
  }

  @AfterEach
  void stop() {
    site.close();
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/words.html, text/html; charset=utf-8",
    "/style.css, text/css; charset=utf-8",
    "/page.js, text/javascript; charset=utf-8",
    "/mark.svg, image/svg+xml",
    "/robots.txt, text/plain; charset=utf-8"
  })
  void servesEveryFileWithItsType(String path, String type) throws Exception {
    var response = get(path, "Accept", "*/*");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.body()).isNotBlank();
  }

  @Test
  void hasNoBrokenLinks() throws Exception {
    for (var page : new String[] {"/", "/words.html"}) {
      var links = LINK.matcher(get(page, "Accept", "*/*").body()).results().toList();
      assertThat(links).hasSizeGreaterThan(3);
      for (var link : links) {
        var target = uri("/").resolve(link.group(1)).getPath();
        assertThat(get(target, "Accept", "*/*").statusCode()).as(target).isEqualTo(200);
      }
    }
  }

  @Test
  void sendsNothingAgainThatTheBrowserHas() throws Exception {
    var first = get("/style.css", "Accept", "*/*");
    var tag = first.headers().firstValue("ETag").orElseThrow();
    var date = first.headers().firstValue("Last-Modified").orElseThrow();
    assertThat(get("/style.css", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get("/style.css", "If-None-Match", "W/" + tag).statusCode()).isEqualTo(304);
    assertThat(get("/style.css", "If-Modified-Since", date).statusCode()).isEqualTo(304);
    assertThat(get("/style.css", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void writesTheDateAsHttpWantsIt() throws Exception {
    var date = get("/", "Accept", "*/*").headers().firstValue("Last-Modified").orElseThrow();
    assertThat(date).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} .{8} GMT");
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isAfter(Instant.EPOCH);
  }

  @Test
  void answersHeadWithTheLengthAndNothingElse() throws Exception {
    var head = HttpRequest.newBuilder(uri("/")).HEAD().build();
    var response = client.send(head, BodyHandlers.ofString());
    assertThat(response.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    assertThat(response.body()).isEmpty();
  }

  @Test
  void servesNothingFromOutsideTheSite() throws Exception {
    for (var path :
        new String[] {"/../SiteFile.class", "/%2e%2e/SiteFile.class", "/site", "/site/"}) {
      assertThat(get(path, "Accept", "*/*").statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void canOnlyBeRead() throws Exception {
    var put = HttpRequest.newBuilder(uri("/")).PUT(BodyPublishers.ofString("mine now")).build();
    var response = client.send(put, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    var request = HttpRequest.newBuilder(uri(path)).header(header, value).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + site.port() + path);
  }
}
