package org.weerwoord.text;

/**
 * A news article.
 *
 * @param id identifier, unique in a run's input; never empty
 * @param date date of publication, or null if unknown
 * @param lang language as an ISO 639-1 code, {@code und} if unknown; never null
 * @param sourceName paper, agency or site, or null if unknown
 * @param url address, or null if unknown
 * @param title headline, or null if the article has none apart from its text
 * @param text body, paragraphs separated by blank lines; never null
 */
public record Article(
    String id,
    ArticleDate date,
    String lang,
    String sourceName,
    String url,
    String title,
    String text) {

  private static final String TITLE_SEPARATOR = "\n\n";

  /** Returns an article of which only the text is known; its language is detected. */
  public static Article ofText(String id, String text) {
    return new Article(id, null, LanguageDetector.detect(text), null, null, null, text);
  }

  /**
   * Returns the text that statement offsets refer to: title, blank line, body; the body if there is
   * no title.
   */
  public String fullText() {
    return hasTitle() ? title + TITLE_SEPARATOR + text : text;
  }

  /** Returns where the body begins in {@link #fullText()}; 0 if there is no title. */
  public int textBegin() {
    return hasTitle() ? title.length() + TITLE_SEPARATOR.length() : 0;
  }

  /** Returns whether the article has a title with a visible character. */
  public boolean hasTitle() {
    return title != null && !title.isBlank();
  }

  /** Returns the language that decides how the article is split and labelled. */
  public Language language() {
    return Language.of(lang);
  }
}
