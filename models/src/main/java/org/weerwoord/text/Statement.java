package org.weerwoord.text;

import java.io.Serializable;
import java.util.List;

/**
 * One sentence of an article, the unit that is labelled. {@code fullText.substring(begin,
 * end).equals(text)} holds for the article's full text.
 *
 * @param position ordinal in the article, from 0
 * @param paragraph ordinal of the paragraph in the article, from 0; the title is a paragraph
 * @param begin offset of the first character in the full text, in UTF-16 units
 * @param end offset after the last character, in UTF-16 units
 * @param text the statement as printed, without surrounding white space
 * @param quoted how much of it stands in quotation marks
 * @param quotation ordinal in the article of the quotation it belongs to, shared by all statements
 *     of that quotation, or {@link #NO_QUOTATION}
 * @param quotedParts what stands in quotation marks, the marks left out, in order; offsets in
 *     {@code text}
 */
public record Statement(
    int position,
    int paragraph,
    int begin,
    int end,
    String text,
    Quoted quoted,
    int quotation,
    List<Span> quotedParts)
    implements Serializable {

  /** Keeps its own list. */
  public Statement {
    quotedParts = List.copyOf(quotedParts);
  }

  /** The value of {@code quotation} for a statement without any quoted word. */
  public static final int NO_QUOTATION = -1;

  /** How much of a statement stands in quotation marks. */
  public enum Quoted {
    /** No word. */
    NONE("none"),
    /** Some words, such as a quotation with its reporting clause. */
    PARTLY("partly"),
    /** Every word. */
    WHOLLY("wholly");

    private final String text;

    Quoted(String text) {
      this.text = text;
    }

    /** Returns the value as it is written in the output. */
    public String text() {
      return text;
    }
  }
}
