package org.weerwoord.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one message in the <a href="https://protobuf.dev/programming-guides/encoding/">wire format
 * of protocol buffers</a>. Large arrays are copied only once, when the outermost message is
 * finished.
 */
final class ProtoWriter {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int LARGE = 1024;

  private final List<byte[]> finished = new ArrayList<>();
  private final ByteArrayOutputStream last = new ByteArrayOutputStream();
  private int finishedBytes;

  ProtoWriter integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtoWriter real(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      last.write(bits >>> shift);
    }
    return this;
  }

  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes over the array. */
  ProtoWriter bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    append(value);
    return this;
  }

  /** Adds a message as a field of this one; it must be finished. */
  ProtoWriter message(int field, ProtoWriter message) {
    tag(field, LENGTH_DELIMITED);
    varint(message.size());
    return message(message);
  }

  /** Adds the fields of another message; it must be finished. */
  ProtoWriter message(ProtoWriter message) {
    message.finished.forEach(this::append);
    append(message.last.toByteArray());
    return this;
  }

  byte[] toByteArray() {
    byte[] all = new byte[size()];
    int at = 0;
    for (byte[] part : finished) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    System.arraycopy(last.toByteArray(), 0, all, at, last.size());
    return all;
  }

  private int size() {
    return Math.addExact(finishedBytes, last.size());
  }

  private void append(byte[] bytes) {
    if (bytes.length < LARGE) {
      last.writeBytes(bytes);
      return;
    }
    finished.add(last.toByteArray());
    finished.add(bytes);
    finishedBytes = Math.addExact(size(), bytes.length);
    last.reset();
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      last.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    last.write((int) left);
  }
}
