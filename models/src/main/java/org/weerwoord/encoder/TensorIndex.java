package org.weerwoord.encoder;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The {@code .index} file of a TensorFlow checkpoint: where the tensors lie in its {@code .data}
 * file. It is a sorted table of LevelDB, whose values are protocol buffers. Sources: LevelDB's <a
 * href="https://github.com/google/leveldb/blob/main/doc/table_format.md">table format</a> and
 * TensorFlow's <a
 * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/tensor_bundle.proto">tensor_bundle.proto</a>.
 */
final class TensorIndex {

  private static final int FOOTER_BYTES = 48;
  private static final long FOOTER_MAGIC = 0xdb4775248b80fb57L;
  private static final int FLOAT = 1;
  private static final String AGAIN = ". Fetch the artifact again";

  /**
   * One tensor of floats.
   *
   * @param shape sizes of its dimensions, the last one contiguous
   * @param offset of its first byte in the data file
   * @param checksum masked CRC-32C of its bytes, see {@link #masked}
   */
  record Entry(List<Integer> shape, long offset, int checksum) {

    /** Returns the number of floats. */
    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  private TensorIndex() {}

  /**
   * Returns the tensors of floats by name; others are left out.
   *
   * @throws EncoderException if the index is damaged, or of a form that is not read: compressed, of
   *     several data files or of big-endian floats
   */
  static SortedMap<String, Entry> read(byte[] index) {
    ByteBuffer table = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    if (index.length < FOOTER_BYTES || table.getLong(index.length - Long.BYTES) != FOOTER_MAGIC) {
      throw new EncoderException(
          "A checkpoint's index must end with LevelDB's magic number, but does not" + AGAIN);
    }
    try {
      return entries(table);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new EncoderException("A checkpoint's index ends too early" + AGAIN, e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new EncoderException(
          "A checkpoint's index can't be read: " + e.getMessage() + AGAIN, e);
    }
  }

  private static SortedMap<String, Entry> entries(ByteBuffer table) {
    ByteBuffer footer = table.duplicate().position(table.limit() - FOOTER_BYTES);
    block(table, handle(footer)); // the meta index, which TensorFlow leaves empty
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (Row blockOf : rows(block(table, handle(footer)))) {
      for (Row row : rows(block(table, handle(blockOf.value)))) {
        ProtoMessage message = new ProtoMessage(row.value);
        if (row.key.isEmpty()) {
          checkHeader(message);
        } else if (message.number(1) == FLOAT) {
          entries.put(row.key, entry(row.key, message));
        }
      }
    }
    return entries;
  }

  private static void checkHeader(ProtoMessage header) {
    if (header.number(1) != 1 || header.number(2) != 0) {
      throw new EncoderException(
          "A checkpoint must have 1 data file of little-endian floats (0), but has "
              + header.number(1)
              + " of byte order "
              + header.number(2)
              + ". Save it so with TensorFlow");
    }
  }

  private static Entry entry(String name, ProtoMessage message) {
    List<Integer> shape =
        message.messages(2).stream()
            .flatMap(dimensions -> dimensions.messages(2).stream())
            .map(dimension -> Math.toIntExact(dimension.number(1)))
            .toList();
    Entry entry = new Entry(shape, message.number(4), (int) message.number(6));
    long bytes = message.number(5);
    if (bytes != (long) Float.BYTES * entry.size()) {
      throw new EncoderException(
          "The tensor %s of shape %s must take %d bytes, but takes %d%s"
              .formatted(name, shape, (long) Float.BYTES * entry.size(), bytes, AGAIN));
    }
    return entry;
  }

  /** Where a block lies in the table. */
  private record Handle(int offset, int size) {}

  private static Handle handle(ByteBuffer in) {
    return new Handle(
        Math.toIntExact(ProtoMessage.varint(in)), Math.toIntExact(ProtoMessage.varint(in)));
  }

  /** Returns a block's rows and their restart points, without its trailer. */
  private static ByteBuffer block(ByteBuffer table, Handle handle) {
    int trailer = Math.addExact(handle.offset, handle.size);
    CRC32C checksum = new CRC32C();
    checksum.update(table.slice(handle.offset, handle.size + 1));
    if (table.getInt(trailer + 1) != masked(checksum)) {
      throw new EncoderException(
          "The block at byte %d of a checkpoint's index is damaged: its checksum must be %08x, but is %08x%s"
              .formatted(handle.offset, table.getInt(trailer + 1), masked(checksum), AGAIN));
    }
    if (table.get(trailer) != 0) {
      throw new EncoderException(
          "A checkpoint's index must be uncompressed (0), but has the compression "
              + table.get(trailer)
              + ". Save it so with TensorFlow");
    }
    return table.slice(handle.offset, handle.size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private record Row(String key, ByteBuffer value) {}

  private static List<Row> rows(ByteBuffer block) {
    int restarts = block.getInt(block.limit() - Integer.BYTES);
    block.limit(block.limit() - Integer.BYTES * (restarts + 1));
    List<Row> rows = new ArrayList<>();
    byte[] key = {};
    while (block.hasRemaining()) {
      int shared = Math.toIntExact(ProtoMessage.varint(block));
      int unshared = Math.toIntExact(ProtoMessage.varint(block));
      int length = Math.toIntExact(ProtoMessage.varint(block));
      byte[] next = new byte[Math.addExact(shared, unshared)];
      System.arraycopy(key, 0, next, 0, shared);
      block.get(next, shared, unshared);
      key = next;
      rows.add(new Row(new String(key, StandardCharsets.UTF_8), ProtoMessage.take(block, length)));
    }
    return rows;
  }

  /**
   * Returns a checksum as LevelDB and TensorFlow store it: turned right by 15 bits plus a constant,
   * so that a checksum over stored checksums is no special case.
   */
  static int masked(CRC32C checksum) {
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }
}
