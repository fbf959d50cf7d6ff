package org.weerwoord.encoder;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.weerwoord.encoder.EncoderTensor.Kind;

/**
 * The compact form of an encoder, cut into parts so that each is small enough for a repository. Its
 * numbers are big-endian, without any class name, so that a file from elsewhere can do no more than
 * be refused:
 *
 * <ol>
 *   <li>a magic number, and the SHA-256 digest of all that follows, over all parts;
 *   <li>the six sizes of {@link EncoderShape}, in their order, as integers;
 *   <li>the pieces, each the number of its bytes and these in UTF-8;
 *   <li>the arrays in the order of {@link EncoderShape#tensors()}: a vector's floats, or a matrix's
 *       scales as floats and then its values as bytes.
 * </ol>
 */
public final class EncoderFile {

  /** A part has at most this many bytes. */
  public static final int PART_BYTES = 44_000_000;

  private static final int MAGIC = 0x57574531;
  private static final int DIGEST_BYTES = 32;
  private static final int HEAD_BYTES = Integer.BYTES + DIGEST_BYTES;
  private static final String AGAIN = ". Copy or train the encoder again";

  private EncoderFile() {}

  /** Returns the contents of the parts, in order. */
  public static List<byte[]> write(QuantizedWeights weights) {
    return write(weights, PART_BYTES);
  }

  static List<byte[]> write(QuantizedWeights weights, int partBytes) {
    byte[] body = body(weights);
    byte[] digest = sha256().digest(body);
    byte[] all =
        ByteBuffer.allocate(HEAD_BYTES + body.length).putInt(MAGIC).put(digest).put(body).array();
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < all.length; from += partBytes) {
      parts.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + partBytes)));
    }
    return List.copyOf(parts);
  }

  /**
   * Reads an encoder.
   *
   * @param parts contents of all parts, in order
   * @throws EncoderException if they do not fit together or are damaged
   */
  public static QuantizedWeights read(List<byte[]> parts) {
    checkDigest(parts);
    long left = parts.stream().mapToLong(part -> part.length).sum() - HEAD_BYTES;
    try (DataInputStream in = stream(parts)) {
      in.skipNBytes(HEAD_BYTES);
      EncoderShape shape = readShape(in);
      left -= 6 * Integer.BYTES;
      List<String> pieces = new ArrayList<>();
      for (int i = 0; i < shape.pieces(); i++) {
        byte[] piece = in.readNBytes(in.readInt());
        pieces.add(new String(piece, StandardCharsets.UTF_8));
        left -= Integer.BYTES + piece.length;
      }
      long expected = shape.tensors().stream().mapToLong(EncoderTensor::bytes).sum();
      if (left != expected) {
        throw new EncoderException(
            "The encoder's file must have "
                + expected
                + " bytes of weights after its pieces, but has "
                + left
                + AGAIN);
      }
      return readWeights(in, shape, pieces);
    } catch (EOFException e) {
      throw new EncoderException("The encoder's file ends too early" + AGAIN, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading an encoder from memory failed", e);
    } catch (IllegalArgumentException e) {
      throw new EncoderException("The encoder's file can't be used: " + e.getMessage() + AGAIN, e);
    }
  }

  /**
   * Returns the SHA-256 digest of an encoder, in hexadecimal digits, as its first part tells it.
   *
   * @throws EncoderException if the first part does not begin as an encoder does
   */
  public static String digest(List<byte[]> parts) {
    byte[] first = parts.isEmpty() ? new byte[0] : parts.get(0);
    if (first.length < HEAD_BYTES || ByteBuffer.wrap(first).getInt() != MAGIC) {
      throw new EncoderException("The encoder's first file does not begin as one does" + AGAIN);
    }
    return HexFormat.of().formatHex(first, Integer.BYTES, HEAD_BYTES);
  }

  private static void checkDigest(List<byte[]> parts) {
    String expected = digest(parts);
    MessageDigest digest = sha256();
    for (int i = 0; i < parts.size(); i++) {
      int from = i == 0 ? HEAD_BYTES : 0;
      digest.update(parts.get(i), from, parts.get(i).length - from);
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!expected.equals(actual)) {
      throw new EncoderException(
          "The encoder's "
              + parts.size()
              + " files must have the SHA-256 digest that the first one tells, "
              + expected
              + ", but have "
              + actual
              + ". One is damaged, missing or out of order: copy them again or train the encoder"
              + " again");
    }
  }

  private static byte[] body(QuantizedWeights weights) {
    EncoderShape shape = weights.shape();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(shape.layers());
      out.writeInt(shape.width());
      out.writeInt(shape.heads());
      out.writeInt(shape.inner());
      out.writeInt(shape.pieces());
      out.writeInt(shape.positions());
      for (String piece : weights.pieces()) {
        byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      for (EncoderTensor tensor : shape.tensors()) {
        if (tensor.kind() == Kind.VECTOR) {
          write(weights.vector(tensor.name()), out);
        } else {
          QuantizedMatrix matrix = weights.matrix(tensor.name());
          write(matrix.scales(), out);
          out.write(matrix.values());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing an encoder to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static EncoderShape readShape(DataInputStream in) throws IOException {
    return new EncoderShape(
        in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
  }

  private static QuantizedWeights readWeights(
      DataInputStream in, EncoderShape shape, List<String> pieces) throws IOException {
    Map<String, QuantizedMatrix> matrices = new HashMap<>();
    Map<String, float[]> vectors = new HashMap<>();
    for (EncoderTensor tensor : shape.tensors()) {
      int rows = tensor.rows();
      int columns = tensor.columns();
      if (tensor.kind() == Kind.VECTOR) {
        vectors.put(tensor.name(), readFloats(in, columns));
      } else {
        float[] scales = readFloats(in, tensor.kind() == Kind.EMBEDDING ? rows : columns);
        byte[] values = readBytes(in, tensor.size());
        matrices.put(
            tensor.name(), new QuantizedMatrix(values, scales, rows, columns, tensor.scaling()));
      }
    }
    return new QuantizedWeights(shape, pieces, matrices, vectors);
  }

  private static byte[] readBytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static float[] readFloats(DataInputStream in, int length) throws IOException {
    float[] floats = new float[length];
    ByteBuffer.wrap(readBytes(in, Float.BYTES * length)).asFloatBuffer().get(floats);
    return floats;
  }

  private static void write(float[] floats, DataOutputStream out) throws IOException {
    for (float value : floats) {
      out.writeFloat(value);
    }
  }

  private static DataInputStream stream(List<byte[]> parts) {
    List<ByteArrayInputStream> streams = parts.stream().map(ByteArrayInputStream::new).toList();
    return new DataInputStream(
        new BufferedInputStream(new SequenceInputStream(Collections.enumeration(streams))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }
}
