package org.weerwoord.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns an article into its statements: the headline, then the sentences of the body, each with its
 * paragraph and with the quotation that it belongs to.
 *
 * <p>A quotation runs from an opening mark to the mark of the same family that closes it; marks of
 * other families within it are part of it. It may go on for several sentences, and over a blank
 * line if the next paragraph begins with an opening mark or meets a closing mark before any opening
 * one. Else it ends with its paragraph, so that a forgotten closing mark costs a paragraph at most.
 * All that is quoted within one statement counts as one quotation (“X”, says Y, “Z.”); what is
 * opened in a later statement is a new one. A single quoted word is a quotation too.
 */
public final class StatementExtractor {

  private StatementExtractor() {}

  /**
   * Returns the statements of an article: first the headline, if there is one, as a single
   * statement whatever stops it holds, then the sentences of the body. Offsets refer to {@link
   * Article#fullText()}.
   */
  public static List<Statement> extract(Article article) {
    String fullText = article.fullText();
    List<Span> sentences = new ArrayList<>();
    if (article.hasTitle()) {
      int end = article.title().length();
      int begin = TextCharacters.skipSpaces(fullText, 0, end);
      while (end > begin && TextCharacters.isSpace(fullText.charAt(end - 1))) {
        end--;
      }
      if (begin < end) {
        sentences.add(new Span(begin, end));
      }
    }
    sentences.addAll(
        SentenceSegmenter.of(article.language()).segment(fullText, article.textBegin()));
    return annotate(fullText, sentences);
  }

  /**
   * Returns the statements that the given sentences of a text make.
   *
   * @param fullText the text
   * @param sentences sentences of the text, in order, without overlap
   * @throws IllegalArgumentException if a sentence overlaps the one before or leaves the text
   */
  public static List<Statement> annotate(String fullText, List<Span> sentences) {
    QuotationMarks marks = QuotationMarks.of(fullText, 0);
    Quotations quotations = new Quotations(fullText, marks);
    List<Statement> statements = new ArrayList<>(sentences.size());
    int paragraph = 0;
    int last = 0;
    for (Span sentence : sentences) {
      if (sentence.begin() < last || sentence.end() > fullText.length()) {
        throw new IllegalArgumentException(
            "Sentence "
                + statements.size()
                + " must lie in "
                + last
                + ".."
                + fullText.length()
                + ", after the sentence before and within the text, but is "
                + sentence.begin()
                + ".."
                + sentence.end());
      }
      boolean blankLine = hasBlankLine(fullText, last, sentence.begin());
      if (blankLine && !statements.isEmpty()) {
        paragraph++;
      }
      quotations.between(last, sentence.begin(), blankLine);
      quotations.within(sentence);
      statements.add(
          new Statement(
              statements.size(),
              paragraph,
              sentence.begin(),
              sentence.end(),
              fullText.substring(sentence.begin(), sentence.end()),
              quotations.quoted(),
              quotations.ordinal(),
              quotations.parts()));
      last = sentence.end();
    }
    return statements;
  }

  private static boolean hasBlankLine(String text, int begin, int end) {
    int breaks = 0;
    for (int at = begin; at < end; at++) {
      if (TextCharacters.isLineBreak(text, at)) {
        breaks += text.charAt(at) == '\u2029' ? 2 : 1;
      }
    }
    return breaks > 1;
  }

  /** The quotation that is open while the statements of an article are read in order. */
  private static final class Quotations {

    private final String text;
    private final QuotationMarks marks;

    /** What closes the open quotation, or null if none is open. */
    private QuotationMarks.Family open;

    /** Ordinal of the open quotation, or the last one. */
    private int current = Statement.NO_QUOTATION;

    private int quotedWords;
    private int plainWords;
    private int ordinal = Statement.NO_QUOTATION;
    private final List<Span> parts = new ArrayList<>();

    Quotations(String text, QuotationMarks marks) {
      this.text = text;
      this.marks = marks;
    }

    /** Reads what stands between two statements. */
    void between(int begin, int end, boolean blankLine) {
      for (int at = begin; at < end; at++) {
        if (marks.role(at) == QuotationMarks.Role.CLOSE && marks.family(at) == open) {
          open = null;
        }
      }
      if (blankLine && open != null && !continuesAt(end)) {
        open = null;
      }
    }

    /** Reads a statement. */
    void within(Span sentence) {
      quotedWords = 0;
      plainWords = 0;
      ordinal = Statement.NO_QUOTATION;
      parts.clear();
      int partBegin = sentence.begin();
      int first = TextCharacters.skipSpaces(text, sentence.begin(), sentence.end());
      boolean inWord = false;
      for (int at = sentence.begin(); at < sentence.end(); at++) {
        if (Character.isLetterOrDigit(text.charAt(at))) {
          if (!inWord) {
            word();
          }
          inWord = true;
          continue;
        }
        inWord = false;
        if (!marks.isSecondHalf(at)) {
          boolean inside = open != null;
          mark(at, at == first);
          if (inside && open == null) {
            parts.add(new Span(partBegin - sentence.begin(), at - sentence.begin()));
          } else if (!inside && open != null) {
            partBegin = at + 1;
            if (partBegin < text.length() && marks.isSecondHalf(partBegin)) {
              partBegin++;
            }
          }
        }
      }
      if (open != null) {
        parts.add(
            new Span(Math.min(partBegin - sentence.begin(), sentence.length()), sentence.length()));
      }
    }

    private void word() {
      if (open == null) {
        plainWords++;
        return;
      }
      quotedWords++;
      if (ordinal == Statement.NO_QUOTATION) {
        ordinal = current;
      }
    }

    private void mark(int at, boolean atBegin) {
      QuotationMarks.Role role = marks.role(at);
      if (role == QuotationMarks.Role.CLOSE && marks.family(at) == open) {
        open = null;
      } else if (role == QuotationMarks.Role.OPEN) {
        boolean again = open == marks.family(at) && atBegin && !isLineBegin(at);
        if (open == null || again) {
          open = marks.family(at);
          if (ordinal == Statement.NO_QUOTATION) {
            current++;
          }
        }
      }
    }

    private boolean isLineBegin(int at) {
      int before = at - 1;
      int breaks = 0;
      while (before >= 0 && TextCharacters.isSpace(text.charAt(before))) {
        if (TextCharacters.isLineBreak(text, before)) {
          breaks++;
        }
        before--;
      }
      return breaks > 0;
    }

    /** Returns whether the open quotation goes on in the paragraph that begins at the offset. */
    private boolean continuesAt(int begin) {
      if (marks.role(begin) != QuotationMarks.Role.NONE && marks.family(begin) == open) {
        return true;
      }
      int breaks = 0;
      for (int at = begin; at < text.length() && breaks < 2; at++) {
        char c = text.charAt(at);
        if (TextCharacters.isSpace(c)) {
          breaks += TextCharacters.isLineBreak(text, at) ? 1 : 0;
          continue;
        }
        breaks = 0;
        if (marks.family(at) == open && marks.role(at) != QuotationMarks.Role.NONE) {
          return marks.role(at) == QuotationMarks.Role.CLOSE;
        }
      }
      return false;
    }

    Statement.Quoted quoted() {
      if (quotedWords == 0) {
        return Statement.Quoted.NONE;
      }
      return plainWords == 0 ? Statement.Quoted.WHOLLY : Statement.Quoted.PARTLY;
    }

    List<Span> parts() {
      return parts;
    }

    int ordinal() {
      return ordinal;
    }
  }
}
