package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b, /a/b",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/b/.., /a/",
    "/a/., /a/",
    "/a/%2e%2E/b, /b",
    "/%61%2d%7E, /a-~",
    "/a%2fb, /a%2Fb",
    "/a%20b, /a%20b",
    "//a, /a",
    "///a//b, /a//b",
    "/a//b, /a//b",
    "/a;v=1/b, /a;v=1/b",
    "/.well-known/x, /.well-known/x",
    "/a.b/..c, /a.b/..c",
    "/100%25, /100%25",
  })
  void thePathThatIsForwardedIsTheNormalOne(String sent, String forwarded) {
    assertThat(RequestPaths.normalise(sent)).isEqualTo(new PathDecision.Forward(forwarded));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/..",
        "/../a",
        "/a/../../b",
        "/a\\b",
        "/a/%5c../b",
        "/a/..%5cb",
        "/a/..%2fb",
        "/a%2f..%2fb",
        "/a/%252e%252e/b",
        "/a/%25252e%25252e/b",
        "/a/..;x/b",
        "/a/.;/b",
        "/a/%2e%2e;/b",
        "/a%00b",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a/..%252fb",
        "/a/..//../../b",
        "/x/..//"
      })
  void aPathThatABackendMightReadOtherwiseIsRefused(String sent) {
    assertThat(RequestPaths.normalise(sent)).isInstanceOf(PathDecision.Refuse.class);
  }

  @Test
  void normalisingTwiceChangesNothing() {
    Random random = new Random(11);
    String[] parts = {"/", "/", ".", "..", "a", "%2e", "%2F", "%25", ";", "%61", "%", "\\", "b"};
    int forwarded = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder path = new StringBuilder("/");
      for (int i = random.nextInt(8); i > 0; i--) {
        path.append(parts[random.nextInt(parts.length)]);
      }
      if (RequestPaths.normalise(path.toString()) instanceof PathDecision.Forward forward) {
        forwarded++;
        assertThat(RequestPaths.normalise(forward.path())).as(path.toString()).isEqualTo(forward);
        assertThat(("/" + forward.path() + "/").contains("/../")).as(path.toString()).isFalse();
      }
    }
    assertThat(forwarded).isGreaterThan(1_000);
  }
}
