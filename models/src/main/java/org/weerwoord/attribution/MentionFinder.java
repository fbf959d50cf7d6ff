package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;

/**
 * Finds what names actors in an article: names by their capitals, countries and actor nouns by the
 * lexicons, each with what belongs to it ({@code the angry spokesman of the Chinese embassy}).
 * Without a tagger, so that it keeps up with the fast classifier.
 */
final class MentionFinder {

  static final long PRONOUN =
      FunctionWord.bits(
          FunctionWord.PRONOUN_HE,
          FunctionWord.PRONOUN_SHE,
          FunctionWord.PRONOUN_SHE_OR_THEY,
          FunctionWord.PRONOUN_THEY,
          FunctionWord.PRONOUN_WE,
          FunctionWord.PRONOUN_I);

  private MentionFinder() {}

  /** Returns the mentions of each statement, in the order of their first token. */
  static List<List<Mention>> find(ArticleReading article) {
    List<SentenceGrammar> sentences = new ArrayList<>(article.size());
    for (StatementReading reading : article.readings()) {
      sentences.add(new SentenceGrammar(reading, article.language()));
    }
    NameForms forms = NameForms.of(article.language(), sentences);
    List<List<Mention>> mentions = new ArrayList<>(sentences.size());
    for (int i = 0; i < sentences.size(); i++) {
      mentions.add(new SentencePhrases(i, sentences.get(i), forms).mentions());
    }
    return mentions;
  }
}
