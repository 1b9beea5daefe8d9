package io.webgateway.agent.management.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteListTest {
  private final RouteList routes =
      new RouteList(
          List.of(
              () ->
                  List.of(
                      Route.get("/v1/things", Access.PUBLIC, call -> Answer.empty()),
                      Route.get("/v1/things/special", Access.PUBLIC, call -> Answer.empty()),
                      Route.get("/v1/things/{id}", Access.PUBLIC, call -> Answer.empty()),
                      Route.get("/v1/records/{key...}", Access.PUBLIC, call -> Answer.empty()))));

  @Test
  void variablesAreFound() {
    assertThat(find("/v1/things/a-1").variables()).isEqualTo(Map.of("id", "a-1"));
    assertThat(find("/v1/records/name/blog").variables()).isEqualTo(Map.of("key", "name/blog"));
    assertThat(find("/v1/records/domain/org.%2A").variables())
        .isEqualTo(Map.of("key", "domain/org.*"));
  }

  @Test
  void literalsWinOverVariables() {
    assertThat(find("/v1/things/special").route().pattern().text()).isEqualTo("/v1/things/special");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/v1",
        "/v1/things/",
        "/v1//things",
        "/v1/things/a/b",
        "/v1/records",
        "/v1/things/..",
        "/v1/things/%2e%2e",
        "/v1/things/a%2fb",
        "/v1/things/a%00b",
        "/v1/things/a;b",
        "/v1/things/%zz"
      })
  void everythingElseIsNoRoute(String path) {
    assertThatThrownBy(() -> find(path)).isInstanceOf(CallRefused.class);
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() {
    assertThatThrownBy(() -> routes.find(Optional.of(HttpMethod.PUT), "/v1/things"))
        .isInstanceOfSatisfying(
            CallRefused.class,
            refused -> assertThat(refused.answer().headers()).containsEntry("Allow", "GET"));
  }

  private RouteList.Found find(String path) {
    return routes.find(Optional.of(HttpMethod.GET), path);
  }
}
