package org.weerwoord.encoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a BERT of few weights in the form of the Maven artifact. */
final class TinyBert {

  static final List<String> PIECES =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "huis", "##je", "é", "東");

  /** What the artifact has; an encoder keeps fewer layers and positions. */
  static final EncoderShape SHAPE = new EncoderShape(3, 128, 2, 32, PIECES.size(), 160);

  static final Map<String, float[]> TENSORS = tensors();

  private TinyBert() {}

  /** Changes one of the files inside before it is packed. */
  interface Change {
    byte[] apply(String name, byte[] content);
  }

  static Path write(Path folder) throws IOException {
    return write(folder, (name, content) -> content);
  }

  static Path write(Path folder, Change change) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("", bytes(out -> number(out, 1, 1)));
    entries.put("global_step", entry(9, List.of(), 0, new byte[Long.BYTES]));
    for (EncoderTensor tensor : SHAPE.tensors()) {
      byte[] bytes = littleEndian(TENSORS.get(tensor.name()));
      List<Integer> shape =
          tensor.kind() == EncoderTensor.Kind.VECTOR
              ? List.of(tensor.columns())
              : List.of(tensor.rows(), tensor.columns());
      entries.put("module/" + tensor.name(), entry(1, shape, data.size(), bytes));
      data.writeBytes(bytes);
    }
    Map<String, byte[]> files = new TreeMap<>();
    files.put(
        PretrainedBert.PIECES, (String.join("\n", PIECES) + "\n").getBytes(StandardCharsets.UTF_8));
    files.put(PretrainedBert.DATA, data.toByteArray());
    files.put(PretrainedBert.INDEX, table(entries, 8));
    files.replaceAll(change::apply);
    byte[] model = zip(files);
    return Files.write(
        folder.resolve("bert.jar"),
        zip(Map.of(PretrainedBert.MODEL, change.apply(PretrainedBert.MODEL, model))));
  }

  /** Returns a sorted table of LevelDB, of blocks of so many rows. */
  static byte[] table(SortedMap<String, byte[]> entries, int rowsOfBlock) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SortedMap<String, byte[]> handles = new TreeMap<>();
    SortedMap<String, byte[]> rows = new TreeMap<>();
    entries.forEach(
        (key, value) -> {
          rows.put(key, value);
          if (rows.size() == rowsOfBlock || key.equals(entries.lastKey())) {
            handles.put(key, block(out, rows));
            rows.clear();
          }
        });
    byte[] meta = block(out, new TreeMap<>());
    byte[] index = block(out, handles);
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(meta).put(index).putLong(40, 0xdb4775248b80fb57L);
    out.writeBytes(footer.array());
    return out.toByteArray();
  }

  /** Adds a block with two restart points; returns its handle. */
  private static byte[] block(ByteArrayOutputStream out, SortedMap<String, byte[]> rows) {
    int offset = out.size();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    byte[] before = {};
    int number = 0;
    int restart = 0;
    for (Map.Entry<String, byte[]> row : rows.entrySet()) {
      byte[] key = row.getKey().getBytes(StandardCharsets.UTF_8);
      int shared = 0;
      if (number++ == 5) {
        restart = block.size();
      } else {
        while (shared < Math.min(before.length, key.length) && before[shared] == key[shared]) {
          shared++;
        }
      }
      varint(block, shared);
      varint(block, key.length - shared);
      varint(block, row.getValue().length);
      block.write(key, shared, key.length - shared);
      block.writeBytes(row.getValue());
      before = key;
    }
    block.writeBytes(littleEndian(0, restart, 2));
    int size = block.size();
    block.write(0);
    out.writeBytes(block.toByteArray());
    out.writeBytes(littleEndian(checksum(block.toByteArray())));
    return bytes(
        handle -> {
          varint(handle, offset);
          varint(handle, size);
        });
  }

  static byte[] entry(int type, List<Integer> shape, int offset, byte[] data) {
    byte[] dimensions =
        bytes(
            out -> {
              for (int size : shape) {
                message(out, 2, bytes(dimension -> number(dimension, 1, size)));
              }
            });
    return bytes(
        out -> {
          number(out, 1, type);
          message(out, 2, dimensions);
          number(out, 4, offset);
          number(out, 5, data.length);
          varint(out, (6 << 3) | 5);
          out.writeBytes(littleEndian(checksum(data)));
        });
  }

  static void number(ByteArrayOutputStream out, int field, int value) {
    varint(out, field << 3);
    varint(out, value);
  }

  static byte[] bytes(Consumer<ByteArrayOutputStream> write) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write.accept(out);
    return out.toByteArray();
  }

  private static void message(ByteArrayOutputStream out, int field, byte[] content) {
    varint(out, (field << 3) | 2);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int left = value;
    for (; left >= 0x80; left >>>= 7) {
      out.write((left & 0x7f) | 0x80);
    }
    out.write(left);
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    long value = checksum.getValue();
    return (int) (((value >> 15) | (value << 17)) + 0xa282ead8L);
  }

  private static byte[] littleEndian(float[] floats) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Float.BYTES * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(floats);
    return buffer.array();
  }

  private static byte[] littleEndian(int... integers) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Integer.BYTES * integers.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(integers);
    return buffer.array();
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (String name : new ArrayList<>(files.keySet())) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(files.get(name));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, float[]> tensors() {
    Random random = new Random(1);
    Map<String, float[]> tensors = new HashMap<>();
    for (EncoderTensor tensor : SHAPE.tensors()) {
      float[] values = new float[tensor.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian(tensor.name().endsWith("gamma") ? 1 : 0, 0.1);
      }
      tensors.put(tensor.name(), values);
    }
    return tensors;
  }
}
