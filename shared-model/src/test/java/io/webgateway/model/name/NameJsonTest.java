package io.webgateway.model.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class NameJsonTest {
  private final JsonMapper mapper = JsonMapper.builder().build();

  record Sample(
      NamespaceName name,
      DnsName host,
      HostPattern pattern,
      Host address,
      HostPort backend,
      IpPrefix prefix,
      Port port) {}

  @Test
  void everyTypeIsOnePlainJsonValue() {
    Sample sample =
        new Sample(
            NamespaceName.of("blog"),
            DnsName.of("blog.example.com"),
            HostPattern.of("*.example.com"),
            Host.of("400::1"),
            HostPort.of("[400::1]:80"),
            IpPrefix.of("400::/7"),
            Port.of(443));
    String json = mapper.writeValueAsString(sample);
    assertThat(json)
        .isEqualTo(
            "{\"name\":\"blog\",\"host\":\"blog.example.com\",\"pattern\":\"*.example.com\","
                + "\"address\":\"400::1\",\"backend\":\"[400::1]:80\",\"prefix\":\"400::/7\","
                + "\"port\":443}");
    assertThat(mapper.readValue(json, Sample.class)).isEqualTo(sample);
  }

  @Test
  void aBadValueIsRefusedWhileReading() {
    assertThatThrownBy(() -> mapper.readValue("\"Bad Name\"", NamespaceName.class))
        .isInstanceOf(DatabindException.class);
    assertThatThrownBy(() -> mapper.readValue("[\"400::1\"]", IpPrefix[].class))
        .isInstanceOf(DatabindException.class);
  }
}
