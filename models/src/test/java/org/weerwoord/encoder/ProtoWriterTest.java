package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProtoWriterTest {

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of(new ProtoWriter(), ""),
        Arguments.of(new ProtoWriter().integer(1, 150), "089601"),
        Arguments.of(new ProtoWriter().integer(1, -1), "08ffffffffffffffffff01"),
        Arguments.of(new ProtoWriter().text(2, "testing"), "120774657374696e67"),
        Arguments.of(new ProtoWriter().real(3, 1f), "1d0000803f"),
        Arguments.of(new ProtoWriter().integer(20, 1), "a00101"),
        Arguments.of(
            new ProtoWriter().message(3, new ProtoWriter().integer(1, 150)), "1a03089601"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void writesTheWireFormat(ProtoWriter message, String expected) {
    assertThat(HexFormat.of().formatHex(message.toByteArray())).isEqualTo(expected);
  }

  @Test
  void keepsTheOrderAroundLargeArrays() {
    byte[] large = new byte[5000];
    Arrays.fill(large, (byte) 7);
    ProtoWriter inner = new ProtoWriter().integer(1, 5).bytes(2, large).integer(3, 6);
    ProtoWriter outer = new ProtoWriter().text(4, "a").message(5, inner).bytes(2, large);

    byte[] bytes = outer.integer(6, 7).toByteArray();

    ProtoMessage read = new ProtoMessage(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    assertThat(read.number(6)).isEqualTo(7);
    ProtoMessage innerRead = read.messages(5).get(0);
    assertThat(innerRead.number(1)).isEqualTo(5);
    assertThat(innerRead.number(3)).isEqualTo(6);
    assertThat(bytes).hasSize(3 + (1 + 2 + 2 + 3 + 5000 + 2) + 3 + 5000 + 2);
  }
}
