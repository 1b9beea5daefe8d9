package io.webgateway.model.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "7", "blog", "my-shop", "a--b", "abc--d", "x-n--y", "404", "nsx", "mx-a", "www2x",
        "n-s1"
      })
  void acceptsOneLowerCaseLabel(String text) {
    assertThat(NamespaceName.problemOf(text)).isEmpty();
    assertThat(NamespaceName.of(text).label()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', missing",
    "Blog, lower case",
    "-a, hyphen",
    "a-, hyphen",
    "-, hyphen",
    "xn--bcher-kva, third and fourth",
    "ab--cd, third and fourth",
    "a.b, dot",
    "a b, characters",
    "a_b, characters",
    "_acme-challenge, characters",
    "bücher, characters",
    "а, characters",
    "*, characters",
    "www, kept",
    "www2, kept",
    "admin, kept",
    "api, kept",
    "mail, kept",
    "ns, kept",
    "ns1, kept",
    "ns42, kept",
    "mx1, kept",
    "localhost, kept",
    "gateway, kept",
    "webgw, kept",
    "acme-challenge, kept"
  })
  void refusesEverythingElseAndSaysWhy(String text, String expected) {
    assertThat(NamespaceName.problemOf(text)).get().asString().contains(expected);
    assertThatThrownBy(() -> NamespaceName.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void acceptsSixtyThreeCharactersAndNotOneMore() {
    assertThat(NamespaceName.problemOf("a".repeat(63))).isEmpty();
    assertThat(NamespaceName.problemOf("a".repeat(64))).get().asString().contains("63");
  }

  @Test
  void saysHowToWriteANameWithCapitals() {
    assertThat(NamespaceName.problemOf("MyShop")).get().asString().contains("\"myshop\"");
  }

  @Test
  void neverRepeatsControlCharactersInItsMessage() {
    assertThat(NamespaceName.problemOf("a\u001b[31m\r\n\u202eb").orElseThrow())
        .doesNotContainPattern("[\\p{Cntrl}\u202e]");
  }

  @Test
  void standsForAHostUnderADomain() {
    assertThat(NamespaceName.of("blog").under(DnsName.of("gw.localhost")))
        .isEqualTo(DnsName.of("blog.gw.localhost"));
  }
}
