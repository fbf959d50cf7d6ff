package org.weerwoord.encoder;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message in Protocol Buffers' wire format, without its schema: fields by their numbers. Source:
 * <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>, Protocol Buffers
 * documentation.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, List<ByteBuffer>> bytes = new HashMap<>();

  /**
   * Reads the little-endian bytes that remain.
   *
   * @throws IllegalArgumentException if there is a field of a wire type other than 0, 2 and 5
   */
  ProtoMessage(ByteBuffer in) {
    while (in.hasRemaining()) {
      long tag = varint(in);
      int field = (int) (tag >>> 3);
      int type = (int) (tag & 7);
      switch (type) {
        case VARINT -> numbers.put(field, varint(in));
        case FIXED_32 -> numbers.put(field, (long) in.getInt());
        case LENGTH_DELIMITED ->
            bytes.merge(
                field,
                List.of(take(in, Math.toIntExact(varint(in)))),
                (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
        default ->
            throw new IllegalArgumentException(
                "A field must have the wire type 0, 2 or 5, but number " + field + " has " + type);
      }
    }
  }

  /** Returns the last value of a numeric field, 0 if it is absent. */
  long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  /** Returns the messages of a field in their order, none if it is absent. */
  List<ProtoMessage> messages(int field) {
    return bytes.getOrDefault(field, List.of()).stream().map(ProtoMessage::new).toList();
  }

  /** Reads an integer of 7 bits a byte, the lowest first. */
  static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("An integer must end within 10 bytes, but goes on");
  }

  /** Reads the next bytes as a buffer of their own, in the order of {@code in}. */
  static ByteBuffer take(ByteBuffer in, int length) {
    ByteBuffer taken = in.slice(in.position(), length).order(in.order());
    in.position(in.position() + length);
    return taken;
  }
}
