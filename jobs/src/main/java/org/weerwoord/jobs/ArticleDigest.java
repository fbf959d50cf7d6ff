package org.weerwoord.jobs;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.weerwoord.text.Article;

/**
 * Digests of all that decides an article's rows but its id: the article's other fields, the model
 * and the threshold. Two labellings of one article id with the same digest are the same.
 *
 * @param modelId of the classifier
 * @param threshold of the classifier
 */
record ArticleDigest(String modelId, double threshold) implements Serializable {

  /** Hexadecimal digits of a digest: 128 bits. */
  private static final int DIGITS = 32;

  /** Returns the digest that labels an article's rows. */
  String of(Article article) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    add(digest, modelId);
    digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(0, threshold));
    add(digest, article.date() == null ? null : article.date().day().toString());
    add(digest, article.date() == null ? null : article.date().precision().text());
    add(digest, article.lang());
    add(digest, article.sourceName());
    add(digest, article.url());
    add(digest, article.title());
    add(digest, article.text());
    return shortened(digest);
  }

  /** Returns a digest of a text alone. */
  static String of(String text) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    add(digest, text);
    return shortened(digest);
  }

  /** Lengths go before the texts, so that no two lists of fields have the same bytes. */
  private static void add(MessageDigest digest, String field) {
    byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
    int length = field == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    digest.update(bytes);
  }

  private static String shortened(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
