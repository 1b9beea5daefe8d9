package io.webgateway.bench.change.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TalkTest {
  @Test
  void aContentIsTheSameInPiecesAndAsAWhole() {
    byte[] whole = new byte[100];
    Content.fill(7, 0, whole, whole.length);
    byte[] piece = new byte[37];
    Content.fill(7, 13, piece, piece.length);
    assertThat(piece).isEqualTo(Arrays.copyOfRange(whole, 13, 50));
    assertThat(Content.matches(7, 13, piece, piece.length)).isTrue();
  }

  @Test
  void anotherContentAnotherPlaceAndAnotherByteDoNotMatch() {
    byte[] bytes = new byte[64];
    Content.fill(7, 0, bytes, bytes.length);
    assertThat(Content.matches(8, 0, bytes, bytes.length)).isFalse();
    assertThat(Content.matches(7, 1, bytes, bytes.length)).isFalse();
    bytes[63] ^= 1;
    assertThat(Content.matches(7, 0, bytes, bytes.length)).isFalse();
  }

  @Test
  void framesOfBothSidesAreReadBack() throws IOException {
    for (int length : new int[] {0, 1, 125, 126, 65_535}) {
      Frame frame = Frame.text("x".repeat(length));
      for (boolean isVisitor : new boolean[] {true, false}) {
        Frame back = Frame.read(new ByteArrayInputStream(frame.bytes(isVisitor)));
        assertThat(back.text()).isEqualTo(frame.text());
        assertThat(back.opcode()).isEqualTo(Frame.TEXT);
      }
    }
  }

  @Test
  void onlyGoingAwayAndRestartAskToLeave() {
    assertThat(close(1001).asksToLeave()).isTrue();
    assertThat(close(1012).asksToLeave()).isTrue();
    assertThat(close(1011).asksToLeave()).isFalse();
    assertThat(new Frame(Frame.CLOSE, new byte[0]).asksToLeave()).isFalse();
  }

  @Test
  void aFrameThatBreaksOffIsNoFrame() {
    byte[] bytes = Frame.text("hello").bytes(false);
    byte[] part = Arrays.copyOf(bytes, bytes.length - 1);
    assertThatThrownBy(() -> Frame.read(new ByteArrayInputStream(part)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void aPathSaysWhatItAsksFor() {
    Asking asking = new Asking(12, 1024, 9);
    assertThat(Asking.of(asking.path())).contains(asking);
    assertThat(Asking.of("/")).isEmpty();
  }

  @Test
  void aHeadSaysStatusLengthAndWhetherItIsTheLast() throws IOException {
    Head head = head("HTTP/1.1 503 Gone\r\nContent-Length: 4\r\nconnection: close\r\n\r\n");
    assertThat(head.status()).isEqualTo(503);
    assertThat(head.length()).isEqualTo(4);
    assertThat(head.closes()).isTrue();
    assertThat(head("HTTP/1.1 200 OK\r\n\r\n").closes()).isFalse();
    assertThat(head("HTTP/1.1 200 OK\r\n\r\n").length()).isEqualTo(-1);
  }

  private static Head head(String text) throws IOException {
    return Head.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Frame close(int code) {
    return new Frame(Frame.CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
  }
}
