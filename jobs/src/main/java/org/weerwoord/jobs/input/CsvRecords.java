package org.weerwoord.jobs.input;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The records of a CSV file as RFC 4180 has them: quoted fields may hold delimiters, line ends and
 * doubled quotation marks. The delimiter (comma, semicolon or tab) is told by the header line. A
 * broken record is given back as such, and reading goes on after its first line, so that one
 * quotation mark too few costs one line and not the rest of the file.
 */
final class CsvRecords implements Closeable {

  private static final char QUOTE = '"';

  /** What a record may have beside its article's title and text, in UTF-16 units. */
  private static final long MAX_OTHER_CHARS = 100_000;

  /** A record, whole or broken. */
  static final class CsvRecord {
    private final byte[] raw;
    private final List<String> values;
    private final QuarantineReason reason;
    private final String detail;

    CsvRecord(byte[] raw, List<String> values, QuarantineReason reason, String detail) {
      this.raw = raw;
      this.values = values;
      this.reason = reason;
      this.detail = detail;
    }

    /** The record's bytes in the file's encoding. */
    byte[] raw() {
      return raw;
    }

    /** One value a column, if nothing is wrong. */
    List<String> values() {
      return values;
    }

    /** What is wrong, or null. */
    QuarantineReason reason() {
      return reason;
    }

    /** What is wrong, for a reader, or null. */
    String detail() {
      return detail;
    }
  }

  private final ByteLines lines;
  private final long maxRecordChars;
  private final Deque<byte[]> pushedBack = new ArrayDeque<>();
  private final List<String> header;
  private final char delimiter;

  private List<String> values = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private boolean inQuotes;
  private String problem;

  /** What ends the file before its end, or null. */
  private DamagedFileException damage;

  private CsvRecords(ByteLines lines, int maxArticleChars) throws IOException {
    this.lines = lines;
    this.maxRecordChars = maxRecordChars(maxArticleChars);
    byte[] first = nextLine();
    if (first == null && damage != null) {
      throw damage;
    }
    if (first == null) {
      this.delimiter = ',';
      this.header = List.of();
      return;
    }
    this.delimiter = delimiter(TextEncoding.lenient(first, lines.charset()));
    pushedBack.push(first);
    CsvRecord record = readRecord(Integer.MAX_VALUE);
    if (record.reason() != null && damage != null) {
      throw damage;
    }
    if (record.reason() != null) {
      throw new IOException("the header line is broken: " + record.detail());
    }
    this.header = record.values().stream().map(String::strip).toList();
  }

  private static long maxRecordChars(int maxArticleChars) {
    // Every character may be a doubled quotation mark.
    return 2L * maxArticleChars + MAX_OTHER_CHARS;
  }

  /**
   * Opens the records of a stream and reads its header.
   *
   * @param otherwise the encoding without a byte order mark
   * @param maxArticleChars limit of title and text; a record longer than twice that is broken
   * @throws IOException if the stream can't be read, or its header line is broken
   */
  static CsvRecords open(InputStream in, Charset otherwise, int maxArticleChars)
      throws IOException {
    // No encoding has more than four bytes a UTF-16 unit.
    long longestLine = 4 * maxRecordChars(maxArticleChars);
    return new CsvRecords(ByteLines.open(in, otherwise, longestLine), maxArticleChars);
  }

  /** The names of the columns, without surrounding white space; none if the file is empty. */
  List<String> header() {
    return header;
  }

  Charset charset() {
    return lines.charset();
  }

  /** Returns the next record, or null after the last. */
  CsvRecord next() throws IOException {
    CsvRecord record = readRecord(header.size());
    if (record == null && damage != null) {
      throw damage;
    }
    return record;
  }

  private CsvRecord readRecord(int columns) throws IOException {
    byte[] first = nextLine();
    if (first == null) {
      return null;
    }
    if (lines.isTooLong(first)) {
      String tooLong = "the line has more than " + lines.longest() + " bytes";
      return new CsvRecord(first, List.of(), QuarantineReason.TOO_LONG, tooLong);
    }
    values = new ArrayList<>();
    field.setLength(0);
    inQuotes = false;
    problem = null;
    List<byte[]> record = new ArrayList<>();
    boolean decodable = true;
    long length = 0;
    byte[] line = first;
    while (true) {
      record.add(line);
      Optional<String> decoded = TextEncoding.decode(line, lines.charset());
      decodable &= decoded.isPresent();
      String text =
          decoded.orElseGet(
              () -> TextEncoding.lenient(record.get(record.size() - 1), lines.charset()));
      length += text.length();
      scan(text);
      if (problem != null || !inQuotes) {
        break;
      }
      // Counted while the record goes on, so that a file of odd quotation marks is not read over
      // and over.
      if (values.size() >= columns) {
        problem = fieldCount("more", columns);
        break;
      }
      line = length > maxRecordChars ? null : anyLine();
      if (line != null && lines.isTooLong(line)) {
        pushedBack.push(line);
        line = null;
      }
      if (line == null) {
        problem =
            "field " + (values.size() + 1) + " begins with a quotation mark and has no closing one";
        break;
      }
    }
    boolean whole = !inQuotes && problem == null;
    if (whole && columns != Integer.MAX_VALUE && values.size() != columns) {
      problem = fieldCount(Integer.toString(values.size()), columns);
    }
    if (!whole) {
      for (int i = record.size() - 1; i > 0; i--) {
        pushedBack.push(record.get(i));
      }
      record.subList(1, record.size()).clear();
      decodable = TextEncoding.decode(first, lines.charset()).isPresent();
    }
    QuarantineReason reason =
        !decodable
            ? QuarantineReason.UNDECODABLE
            : problem != null ? QuarantineReason.MALFORMED : null;
    String detail = decodable ? problem : "the record is not " + lines.charset().name() + " text";
    return new CsvRecord(concatenated(record), values, reason, detail);
  }

  private static String fieldCount(String is, int columns) {
    return "a record must have " + columns + " fields, as the header has, but has " + is;
  }

  private static byte[] concatenated(List<byte[]> lines) {
    if (lines.size() == 1) {
      return lines.get(0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** Returns the next line that is not blank: between records, blank lines mean nothing. */
  private byte[] nextLine() throws IOException {
    byte[] line = anyLine();
    while (line != null && RawRecords.isBlank(line) && !lines.isTooLong(line)) {
      line = anyLine();
    }
    return line;
  }

  private byte[] anyLine() throws IOException {
    if (!pushedBack.isEmpty() || damage != null) {
      return pushedBack.poll();
    }
    try {
      return lines.next();
    } catch (DamagedFileException e) {
      // Told after the records before it, which may be read again from a later line.
      damage = e;
      return null;
    }
  }

  /** Scans a line of a record; afterwards {@code inQuotes} says whether the record goes on. */
  private void scan(String line) {
    int end = withoutLineEnd(line);
    int i = 0;
    while (true) {
      if (inQuotes) {
        int quote = line.indexOf(QUOTE, i);
        if (quote < 0) {
          field.append(line, i, line.length());
          return;
        }
        field.append(line, i, quote);
        i = quote + 1;
        if (i < end && line.charAt(i) == QUOTE) {
          field.append(QUOTE);
          i++;
          continue;
        }
        inQuotes = false;
        i = skipSpaces(line, i, end);
        values.add(field.toString());
        field.setLength(0);
        if (i == end) {
          return;
        }
        if (line.charAt(i) != delimiter) {
          problem = "text follows the closing quotation mark of field " + values.size();
          return;
        }
        i++;
      }
      int begin = skipSpaces(line, i, end);
      if (begin < end && line.charAt(begin) == QUOTE) {
        inQuotes = true;
        i = begin + 1;
        continue;
      }
      int next = line.indexOf(delimiter, i);
      if (next < 0 || next >= end) {
        values.add(line.substring(i, end));
        return;
      }
      values.add(line.substring(i, next));
      i = next + 1;
    }
  }

  private static int skipSpaces(String line, int begin, int end) {
    int i = begin;
    while (i < end && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private static int withoutLineEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /** Returns the delimiter that stands most often in the header line, outside quotation marks. */
  private static char delimiter(String headerLine) {
    char[] candidates = {',', ';', '\t'};
    int[] counts = new int[candidates.length];
    boolean quoted = false;
    for (int i = 0; i < headerLine.length(); i++) {
      char c = headerLine.charAt(i);
      quoted ^= c == QUOTE;
      for (int j = 0; j < candidates.length; j++) {
        counts[j] += !quoted && c == candidates[j] ? 1 : 0;
      }
    }
    int best = 0;
    for (int j = 1; j < candidates.length; j++) {
      best = counts[j] > counts[best] ? j : best;
    }
    return candidates[best];
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
