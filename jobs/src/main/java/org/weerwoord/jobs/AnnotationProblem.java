package org.weerwoord.jobs;

import java.util.Locale;

/**
 * Something in a file of annotations that is not as it should be.
 *
 * @param articleId identifier of the article; empty if unknown
 * @param annotator who; empty if it concerns nobody
 * @param detail what was found, for a reader
 */
record AnnotationProblem(String articleId, String annotator, Kind kind, String detail) {

  /** What is wrong. */
  enum Kind {
    /** The task lacks what export-annotations put in it, such as its statements. */
    NO_ARTICLE(true),
    /** The text is empty. */
    EMPTY_TEXT(true),
    /** Two tasks of one id have different texts, or it is not the text that was exported. */
    OTHER_TEXT(true),
    /** Offsets are out of the text or do not fit the words that are said to stand there. */
    BAD_OFFSETS(true),
    /** A label that is none of the four, or several that can't go together. */
    UNKNOWN_LABEL(true),
    /** A span reaches over a boundary of statements. */
    CROSSES_STATEMENTS(true),
    /** Two spans give one statement different labels. */
    OVERLAPPING_SPANS(true),
    /** What came of it can't be written in the corpus format. */
    NOT_WRITABLE(true),
    /** A span covers a part of a statement; the statement gets its label. */
    PART_OF_STATEMENT(false),
    /** Two spans give one statement the same label; it counts once. */
    SAME_SPAN_TWICE(false),
    /** Something answers what is no charge, or is no reply; the link is left out. */
    BAD_ANSWER(false),
    /** Something else than labels, texts of regions and relations; it is passed over. */
    IGNORED_RESULT(false),
    /** An annotator has skipped the task. */
    CANCELLED(false),
    /** Nobody has annotated the task. */
    NOT_ANNOTATED(false),
    /** The annotator has a later annotation of the same article. */
    SUPERSEDED(false),
    /** An exported article did not come back. */
    MISSING_ARTICLE(false),
    /** An article was not among the exported ones. */
    NOT_EXPORTED(false);

    private final boolean setAside;

    Kind(boolean setAside) {
      this.setAside = setAside;
    }

    /** Returns whether the annotation is set aside for it. */
    boolean setsAside() {
      return setAside;
    }

    /** Returns the kind as it is written in reports. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
