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

  /** Enough for almost every article, at a quarter of the time that {@link #MAX_CHARS} takes. */
  private static final int FIRST_CHARS = 300;

  /** The best language must be this much more probable than the next one to decide early. */
  private static final double MIN_FIRST_RATIO = 2.0;

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
    String first = TextCharacters.head(text, FIRST_CHARS);
    if (letters(first) >= MIN_LETTERS) {
      opennlp.tools.langdetect.Language[] ranked = rank(first);
      if (first.length() == text.length() || ratio(ranked) >= MIN_FIRST_RATIO) {
        return decide(ranked);
      }
    }
    String head = TextCharacters.head(text, MAX_CHARS);
    return letters(head) < MIN_LETTERS ? UNDETERMINED : decide(rank(head));
  }

  private static opennlp.tools.langdetect.Language[] rank(String text) {
    return new LanguageDetectorME(Loaded.MODEL).predictLanguages(text);
  }

  private static double ratio(opennlp.tools.langdetect.Language[] ranked) {
    return ranked[0].getConfidence() / ranked[1].getConfidence();
  }

  private static String decide(opennlp.tools.langdetect.Language[] ranked) {
    return ratio(ranked) < MIN_RATIO
        ? UNDETERMINED
        : LanguageCode.of(ranked[0].getLang()).orElse(UNDETERMINED);
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
