package org.weerwoord.jobs.input;

import java.io.Serializable;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.weerwoord.text.Article;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.LanguageCode;
import org.weerwoord.text.LanguageDetector;
import org.weerwoord.text.TextCharacters;

/**
 * Makes an article of a raw record, or says why not. It has no state that changes, so that one may
 * serve many threads, and one raw record always gives the same result.
 *
 * <p>An article without an identifier gets the first 16 hexadecimal digits of the SHA-256 hash of
 * its title, text and date as given, in UTF-8, with a zero byte between them. Unpaired surrogates
 * become U+FFFD, as they can't be written as UTF-8; lengths and offsets stay.
 */
public final class RecordParser implements Serializable {

  /** Limit of a quarantined record's raw text, in UTF-16 units. */
  static final int MAX_RAW_CHARS = 10_000;

  /**
   * Limit of each field that is repeated in the row of every statement, in UTF-16 units: a long one
   * would be written as often as the article has statements.
   */
  static final int MAX_REPEATED_CHARS = 4_096;

  private static final ArticleField[] REPEATED = {
    ArticleField.ID, ArticleField.SOURCE, ArticleField.URL
  };

  /** A text of which this part is NUL is in another encoding. */
  private static final int MOST_NULS = 4;

  private static final int MAX_DETAIL_CHARS = 300;
  private static final String BASE64_MARK = "base64:";
  private static final int HASH_DIGITS = 16;

  private final JsonFields json;
  private final int maxArticleChars;

  RecordParser(InputOptions options) {
    this.json = new JsonFields(options);
    this.maxArticleChars = options.maxArticleChars();
  }

  /**
   * Returns the one article that some bytes hold, or why it is none.
   *
   * @param name of their file; without its extension it is the identifier of a plain text
   * @param json whether they are a JSON object, else a plain text
   */
  public static InputRecord parse(String name, boolean json, byte[] content) {
    InputOptions options = InputOptions.of(name);
    Object[] values = new Object[RawRecords.SCHEMA.size()];
    values[RawRecords.FILE] = new Path(name).toUri().toString();
    values[RawRecords.FORMAT] = (json ? InputFormat.JSONL : InputFormat.TEXT).name();
    values[RawRecords.CHARSET] = options.charset().name();
    values[RawRecords.CONTENT] = content;
    return new RecordParser(options).parse(RowFactory.create(values));
  }

  /** Returns the article of a row of {@link ArticleReader#raw()}, or why it is none. */
  public InputRecord parse(Row raw) {
    // From a URI, escaped and with one or three slashes, to the form that InputFile has.
    String file = new Path(URI.create(raw.getString(RawRecords.FILE))).toString();
    if (!raw.isNullAt(RawRecords.REASON)) {
      return setAside(file, raw);
    }
    return switch (InputFormat.valueOf(raw.getString(RawRecords.FORMAT))) {
      case JSONL -> parseJson(file, raw);
      case TEXT -> parseText(file, raw);
      case CSV -> parseCsv(file, raw);
      case PARQUET -> article(file, values(raw), null);
    };
  }

  /** Returns a record of which its reader has found that it is no article. */
  private static InputRecord setAside(String file, Row raw) {
    byte[] content = raw.getAs(RawRecords.CONTENT);
    QuarantineReason reason = QuarantineReason.valueOf(raw.getString(RawRecords.REASON));
    String detail = raw.getString(RawRecords.DETAIL);
    if (reason == QuarantineReason.UNDECODABLE) {
      return undecodable(file, content, detail);
    }
    TextEncoding encoding =
        TextEncoding.of(content, Charset.forName(raw.getString(RawRecords.CHARSET)));
    // Of what is too long the beginning is enough; no encoding has more bytes a UTF-16 unit.
    int end = Math.min(content.length, encoding.bomLength() + 4 * MAX_RAW_CHARS);
    byte[] bytes = Arrays.copyOfRange(content, encoding.bomLength(), end);
    return quarantined(file, TextEncoding.lenient(bytes, encoding.charset()), reason, detail);
  }

  private InputRecord parseJson(String file, Row raw) {
    byte[] line = raw.getAs(RawRecords.CONTENT);
    Charset charset = Charset.forName(raw.getString(RawRecords.CHARSET));
    Optional<String> decoded = TextEncoding.decode(line, charset);
    if (decoded.isEmpty()) {
      return undecodable(file, line, "the line is not " + charset.name() + " text");
    }
    String text = decoded.get();
    // A file's byte order mark is part of its first line.
    if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
      text = text.substring(1);
    }
    String[] values;
    try {
      values = json.read(text);
    } catch (MalformedRecordException e) {
      return quarantined(file, text, QuarantineReason.MALFORMED, e.getMessage());
    }
    return article(file, values, text);
  }

  private InputRecord parseCsv(String file, Row raw) {
    byte[] content = raw.getAs(RawRecords.CONTENT);
    Charset charset = Charset.forName(raw.getString(RawRecords.CHARSET));
    return article(file, values(raw), TextEncoding.lenient(content, charset));
  }

  private InputRecord parseText(String file, Row raw) {
    byte[] content = raw.getAs(RawRecords.CONTENT);
    TextEncoding encoding =
        TextEncoding.of(content, Charset.forName(raw.getString(RawRecords.CHARSET)));
    byte[] bytes = Arrays.copyOfRange(content, encoding.bomLength(), content.length);
    Optional<String> decoded = TextEncoding.decode(bytes, encoding.charset());
    if (decoded.isEmpty()) {
      return undecodable(file, content, "the file is not " + encoding.charset().name() + " text");
    }
    String text = decoded.get();
    String[] values = new String[ArticleField.COUNT];
    values[ArticleField.ID.index()] = nameWithoutExtension(file);
    DateHeader header = DateHeader.of(text);
    values[ArticleField.DATE.index()] = header.date();
    values[ArticleField.TEXT.index()] = text.substring(header.end());
    return article(file, values, text);
  }

  private static String nameWithoutExtension(String file) {
    String name = CompressedFiles.uncompressedName(file.substring(file.lastIndexOf('/') + 1));
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String[] values(Row raw) {
    String[] values = new String[ArticleField.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = raw.getString(RawRecords.FIRST_FIELD + i);
    }
    return values;
  }

  /**
   * Makes an article of its values.
   *
   * @param raw the record as read; null for a record that is not text, whose values stand for it
   */
  private InputRecord article(String file, String[] values, String raw) {
    String text = wellFormed(values[ArticleField.TEXT.index()]);
    String title = wellFormed(values[ArticleField.TITLE.index()]);
    if (title != null && !hasVisible(title)) {
      title = null;
    }
    if (text == null || !hasVisible(text)) {
      String detail = text == null ? "the record has no text" : "the text has no visible character";
      return quarantined(file, orValues(raw, values), QuarantineReason.NO_TEXT, detail);
    }
    long length = (title == null ? 0L : title.length()) + text.length();
    if (length > maxArticleChars) {
      return quarantined(
          file,
          orValues(raw, values),
          QuarantineReason.TOO_LONG,
          "title and text have " + length + " characters, the limit is " + maxArticleChars);
    }
    if (text.chars().filter(c -> c == 0).count() * MOST_NULS >= text.length()) {
      return quarantined(
          file,
          orValues(raw, values),
          QuarantineReason.UNDECODABLE,
          "a quarter of the characters or more is NUL, as if UTF-16 were read in another encoding:"
              + " name the right one with --encoding");
    }
    for (ArticleField field : REPEATED) {
      String value = values[field.index()];
      if (value != null && value.length() > MAX_REPEATED_CHARS) {
        return quarantined(
            file,
            orValues(raw, values),
            QuarantineReason.TOO_LONG,
            "field '"
                + field.text()
                + "' has "
                + value.length()
                + " characters, the limit is "
                + MAX_REPEATED_CHARS);
      }
    }
    String dateValue = stripped(values[ArticleField.DATE.index()]);
    Optional<ArticleDate> date =
        dateValue == null ? Optional.empty() : ArticleDates.parse(dateValue);
    String id = stripped(wellFormed(values[ArticleField.ID.index()]));
    Article article =
        new Article(
            id == null ? hash(values) : id,
            date.orElse(null),
            language(values[ArticleField.LANG.index()], title, text),
            stripped(wellFormed(values[ArticleField.SOURCE.index()])),
            stripped(wellFormed(values[ArticleField.URL.index()])),
            title,
            text);
    return new InputRecord(file, null, article, null, null, dateValue != null && date.isEmpty());
  }

  private static String orValues(String raw, String[] values) {
    return raw == null ? JsonFields.write(values) : raw;
  }

  private static String language(String given, String title, String text) {
    return Optional.ofNullable(given)
        .flatMap(LanguageCode::of)
        .orElseGet(
            () ->
                LanguageDetector.detect(
                    title == null
                        ? text
                        : title + "\n\n" + text.substring(0, Math.min(text.length(), 2_000))));
  }

  private static String hash(String[] values) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (ArticleField field :
        new ArticleField[] {ArticleField.TITLE, ArticleField.TEXT, ArticleField.DATE}) {
      String value = values[field.index()];
      if (field != ArticleField.TITLE) {
        digest.update((byte) 0);
      }
      if (value != null) {
        digest.update(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
  }

  private static InputRecord undecodable(String file, byte[] bytes, String detail) {
    // Three bytes are four characters; whole groups only, so that the rest can be decoded.
    int most = (MAX_RAW_CHARS - BASE64_MARK.length()) / 4 * 3;
    byte[] head = bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    return quarantined(
        file,
        BASE64_MARK + Base64.getEncoder().encodeToString(head),
        QuarantineReason.UNDECODABLE,
        detail);
  }

  private static InputRecord quarantined(
      String file, String raw, QuarantineReason reason, String detail) {
    return new InputRecord(
        file,
        wellFormed(TextCharacters.head(raw.stripTrailing(), MAX_RAW_CHARS)),
        null,
        reason,
        wellFormed(TextCharacters.head(detail, MAX_DETAIL_CHARS)),
        false);
  }

  private static String stripped(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static boolean hasVisible(String text) {
    return text.codePoints()
        .anyMatch(
            c ->
                !Character.isWhitespace(c)
                    && !Character.isSpaceChar(c)
                    && !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT);
  }

  /** Returns the text with U+FFFD for every unpaired surrogate. */
  private static String wellFormed(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (changed == null) {
        changed = new StringBuilder(text);
      }
      changed.setCharAt(i, '\uFFFD');
    }
    return changed == null ? text : changed.toString();
  }

  /**
   * The date that a text file may begin with: {@code date}, white space, an ISO date or year and
   * month, white space.
   *
   * @param date the date as given, or null if the text does not begin so
   * @param end where the text goes on after it, in UTF-16 units
   */
  private record DateHeader(String date, int end) {

    private static final String WORD = "date";
    private static final DateHeader NONE = new DateHeader(null, 0);

    static DateHeader of(String text) {
      int word = skip(text, 0, true);
      if (!text.startsWith(WORD, word)) {
        return NONE;
      }
      int begin = skip(text, word + WORD.length(), true);
      int end = skip(text, begin, false);
      boolean hasForm =
          begin > word + WORD.length()
              && end < text.length()
              && (end - begin == "2022-07".length() || end - begin == "2022-07-25".length())
              && text.charAt(begin + 4) == '-';
      if (!hasForm) {
        return NONE;
      }
      String date = text.substring(begin, end);
      return ArticleDates.parse(date).isEmpty()
          ? NONE
          : new DateHeader(date, skip(text, end, true));
    }

    private static int skip(String text, int begin, boolean whiteSpace) {
      int i = begin;
      while (i < text.length() && Character.isWhitespace(text.charAt(i)) == whiteSpace) {
        i++;
      }
      return i;
    }
  }
}
