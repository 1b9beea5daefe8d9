package io.webgateway.model.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {

  @ParameterizedTest
  @CsvSource({
    "www.example.com, www.example.com, true",
    "WWW.Example.com., www.example.com, true",
    "www.example.com, example.com, false",
    "*.example.com, www.example.com, true",
    "*.example.com, example.com, false",
    "*.example.com, a.b.example.com, false",
    "*.example.com, wwwexample.com, false",
    "*.gw.localhost, blog.gw.localhost, true"
  })
  void coversExactlyOneLabelByItsStar(String pattern, String host, boolean expected) {
    assertThat(HostPattern.of(pattern).covers(DnsName.of(host))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "*.", "**.example.com", "a.*.example.com", "w*.example.com", "*.*.com", ""})
  void refusesStarsInOtherPlaces(String text) {
    assertThat(HostPattern.problemOf(text)).isPresent();
  }

  @Test
  void aWildcardCoversAnotherPatternOnlyWhenItMeansAllOfIt() {
    HostPattern star = HostPattern.of("*.example.com");
    assertThat(star.covers(HostPattern.of("a.example.com"))).isTrue();
    assertThat(star.covers(star)).isTrue();
    assertThat(star.covers(HostPattern.of("*.a.example.com"))).isFalse();
    assertThat(HostPattern.of("a.example.com").covers(star)).isFalse();
  }

  @Test
  void isWrittenAsItIsRead() {
    assertThat(HostPattern.of("*.Example.com")).hasToString("*.example.com");
    assertThat(HostPattern.of("example.com")).hasToString("example.com");
  }
}
