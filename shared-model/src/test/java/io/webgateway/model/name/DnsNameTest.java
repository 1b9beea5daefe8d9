package io.webgateway.model.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsNameTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "example.com., example.com",
    "EXAMPLE.Com, example.com",
    "localhost, localhost",
    "a.b.c.d.e, a.b.c.d.e",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "例え。テスト, xn--r8jz45g.xn--zckzah",
    "3com.example, 3com.example",
    "1.2.3.4.example, 1.2.3.4.example",
    "r3---sn.example, r3---sn.example",
    "0x7f.example, 0x7f.example"
  })
  void readsEverySpellingIntoOneForm(String text, String expected) {
    assertThat(DnsName.of(text).value()).isEqualTo(expected);
    assertThat(DnsName.of(expected).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', missing",
    "., missing",
    ".., empty label",
    "a..b, empty label",
    ".a, empty label",
    "a.., empty label",
    "a_b.example, letters",
    "a b.example, letters",
    "-a.example, hyphen",
    "a-.example, hyphen",
    "*.example.com, wildcard",
    "192.0.2.1, is an address",
    "192.0.2.1., is an address",
    "2130706433, is an address",
    "0x7f.1, is an address",
    "127.1, is an address",
    "0177.0.0.1, is an address",
    "2001:db8::1, is an address",
    "[::1], is an address",
    "example.com:80, is an address",
    "exa/mple.com, letters",
    "bü cher.example, cannot be written",
    "bü..example, cannot be written"
  })
  void refusesEverythingElseAndSaysWhy(String text, String expected) {
    assertThat(DnsName.problemOf(text)).get().asString().contains(expected);
  }

  @Test
  void holdsTheLimitsOfLabelsAndNames() {
    String label63 = "a".repeat(63);
    String name253 = String.join(".", label63, label63, label63, "a".repeat(61));
    assertThat(name253).hasSize(253);
    assertThat(DnsName.problemOf(name253)).isEmpty();
    assertThat(DnsName.problemOf(name253 + ".")).isEmpty();
    assertThat(DnsName.problemOf(name253 + "a")).get().asString().contains("253");
    assertThat(DnsName.problemOf("a".repeat(64) + ".example")).get().asString().contains("63");
  }

  @Test
  void theConstructorTakesTheCanonicalFormOnly() {
    assertThatThrownBy(() -> new DnsName("Example.com"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DnsName("example.com."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsItsPlaceInTheTree() {
    DnsName name = DnsName.of("a.b.example");
    assertThat(name.labels()).containsExactly("a", "b", "example");
    assertThat(name.parent()).contains(DnsName.of("b.example"));
    assertThat(DnsName.of("example").parent()).isEmpty();
    assertThat(name.isBelow(DnsName.of("b.example"))).isTrue();
    assertThat(name.isBelow(name)).isFalse();
    assertThat(DnsName.of("xgw.example").isBelow(DnsName.of("gw.example"))).isFalse();
  }

  @Test
  void answersAnyTextWithAValueOrAProblemAndNeverThrows() {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 20_000; i++) {
      String text = randomText(random);
      DnsName.parse(text)
          .toOptional()
          .ifPresent(name -> assertThat(DnsName.of(name.value())).isEqualTo(name));
    }
  }

  private static String randomText(Random random) {
    String alphabet = "aZ0-._*:ßüø。ー\u200d\u0000例İ\ud83d\ude00";
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(80);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
