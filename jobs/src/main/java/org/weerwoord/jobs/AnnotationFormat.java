package org.weerwoord.jobs;

import org.weerwoord.text.Span;

/** The annotation tools whose files are written and read. */
enum AnnotationFormat {
  /** Offsets count Unicode code points, as its editor stores them since version 1.4. */
  LABEL_STUDIO("label-studio", "tasks.json"),
  /** Offsets count UTF-16 units, as its editor counts unless told to count graphemes. */
  DOCCANO("doccano", "tasks.jsonl");

  private final String text;
  private final String tasks;

  AnnotationFormat(String text, String tasks) {
    this.text = text;
    this.tasks = tasks;
  }

  /** Returns the name of the file of tasks that is written. */
  String tasks() {
    return tasks;
  }

  /** Returns a span, given in UTF-16 units, in offsets of this format. */
  Span toFormat(String text, Span span) {
    return switch (this) {
      case LABEL_STUDIO ->
          new Span(text.codePointCount(0, span.begin()), text.codePointCount(0, span.end()));
      case DOCCANO -> span;
    };
  }

  /**
   * Returns a span in UTF-16 units.
   *
   * @return null if it is empty or leaves the text
   */
  Span fromFormat(String text, int begin, int end) {
    int length =
        switch (this) {
          case LABEL_STUDIO -> text.codePointCount(0, text.length());
          case DOCCANO -> text.length();
        };
    if (begin < 0 || end <= begin || end > length) {
      return null;
    }
    return switch (this) {
      case LABEL_STUDIO -> {
        int first = text.offsetByCodePoints(0, begin);
        yield new Span(first, text.offsetByCodePoints(first, end - begin));
      }
      case DOCCANO -> new Span(begin, end);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
