package io.webgateway.agent.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.webgateway.agent.proxy.health.GrpcHealthMessage.Serving;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages written by hand beside those of the library that gRPC's own servers use. */
class GrpcHealthMessageTest {
  private static byte[] framed(byte[] message) {
    byte[] all = new byte[5 + message.length];
    all[3] = (byte) (message.length >>> 8);
    all[4] = (byte) message.length;
    System.arraycopy(message, 0, all, 5, message.length);
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 127, 128, 255, 300})
  void aRequestIsWhatTheLibraryWrites(int length) throws InvalidProtocolBufferException {
    String service = "é".repeat(length / 2) + "s".repeat(length % 2);
    byte[] expected = HealthCheckRequest.newBuilder().setService(service).build().toByteArray();
    assertThat(GrpcHealthMessage.request(service)).isEqualTo(framed(expected));
    assertThat(HealthCheckRequest.parseFrom(expected).getService()).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"})
  void anAnswerOfTheLibraryIsRead(String word) {
    byte[] message =
        HealthCheckResponse.newBuilder()
            .setStatus(HealthCheckResponse.ServingStatus.valueOf(word))
            .build()
            .toByteArray();
    assertThat(GrpcHealthMessage.answer(framed(message))).contains(Serving.valueOf(word));
  }

  @Test
  void fieldsThatMayComeLaterAreSkippedAndNewWordsAreUnknown() {
    byte[] more = {0x12, 2, 'h', 'i', 0x1d, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x08, 1};
    assertThat(GrpcHealthMessage.answer(framed(more))).contains(Serving.SERVING);
    assertThat(GrpcHealthMessage.answer(framed(new byte[] {0x08, 99}))).contains(Serving.UNKNOWN);
  }

  @Test
  void whatIsNoAnswerIsNotTakenForOne() {
    byte[] good = framed(new byte[] {0x08, 1});
    byte[] compressed = good.clone();
    compressed[0] = 1;
    assertThat(GrpcHealthMessage.answer(compressed)).isEmpty();
    assertThat(GrpcHealthMessage.answer(new byte[0])).isEmpty();
    assertThat(GrpcHealthMessage.answer(Arrays.copyOf(good, 6))).isEmpty();
    assertThat(GrpcHealthMessage.answer(Arrays.copyOf(good, 8))).isEmpty();
    assertThat(GrpcHealthMessage.answer(framed(new byte[] {0x08}))).isEmpty();
    assertThat(GrpcHealthMessage.answer(framed(new byte[] {0x0b, 1}))).isEmpty();
    assertThat(GrpcHealthMessage.answer(framed(new byte[] {0x12, 9, 1}))).isEmpty();
  }

  @Test
  void anyBytesEndWithoutAFault() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random chance = new Random(seed);
      byte[] message = new byte[chance.nextInt(24)];
      chance.nextBytes(message);
      Optional<Serving> said = GrpcHealthMessage.answer(framed(message));
      try {
        HealthCheckResponse theirs = HealthCheckResponse.parseFrom(message);
        if (said.isPresent() && theirs.getUnknownFields().asMap().isEmpty()) {
          assertThat(said.get().name())
              .as("seed %d", seed)
              .isEqualTo(
                  theirs.getStatus() == HealthCheckResponse.ServingStatus.UNRECOGNIZED
                      ? "UNKNOWN"
                      : theirs.getStatus().name());
        }
      } catch (InvalidProtocolBufferException e) {
        // The library is stricter in places; what it does not take, need not be refused here.
        assertThat(e).isNotNull();
      }
    }
  }
}
