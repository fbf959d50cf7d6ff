package org.weerwoord.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells the language of a text by its character n-grams, with OpenNLP's model of 103 languages. The
 * model (10 MB) is loaded once in a JVM, at the first text. Safe for use by several threads.
 */
public final class LanguageDetector {

  /** The answer for a text that is too short or too uncertain to decide. */
  public static final String UNDETERMINED = "und";

  /** How much of a text is looked at, in UTF-16 units. */
  static final int MAX_CHARS = 2_000;

  /** With fewer letters the model's first answer is wrong too often. */
  static final int MIN_LETTERS = 20;

  /** The best language must be this much more probable than the next one. */
  static final double MIN_RATIO = 1.1;

  private LanguageDetector() {}

  /**
   * Returns the language of the first 2,000 UTF-16 units of a text.
   *
   * @return an ISO 639-1 code, or {@link #UNDETERMINED} if the text has fewer than 20 letters, if
   *     two languages are about equally probable, or if the language has no two-letter code
   */
  public static String detect(String text) {
    String head = head(text);
    if (letters(head) < MIN_LETTERS) {
      return UNDETERMINED;
    }
    opennlp.tools.langdetect.Language[] ranked =
        new LanguageDetectorME(Loaded.MODEL).predictLanguages(head);
    if (ranked[0].getConfidence() < MIN_RATIO * ranked[1].getConfidence()) {
      return UNDETERMINED;
    }
    return LanguageCode.of(ranked[0].getLang()).orElse(UNDETERMINED);
  }

  private static String head(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
    return text.substring(0, splitsPair ? MAX_CHARS - 1 : MAX_CHARS);
  }

  private static long letters(String text) {
    // An ideograph says as much as several letters.
    return text.codePoints()
        .mapToLong(c -> Character.isIdeographic(c) ? 3 : Character.isLetter(c) ? 1 : 0)
        .sum();
  }

  /** Initialised by the class loader: once, lazily and under its lock. */
  private static final class Loaded {
    static final LanguageDetectorModel MODEL = load("/langdetect-183.bin");

    private static LanguageDetectorModel load(String resource) {
      try (InputStream in = LanguageDetector.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException(
              "The language model "
                  + resource
                  + " is not on the class path: add the artifact opennlp-models-langdetect");
        }
        return new LanguageDetectorModel(in);
      } catch (IOException e) {
        throw new UncheckedIOException("The language model " + resource + " can't be read", e);
      }
    }
  }
}
