package org.weerwoord.attribution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.text.Language;

/**
 * How an article prints the words that stand in it with a capital, which tells names from words
 * that have one only since they begin a sentence.
 */
final class NameForms {

  /** Printed without a capital somewhere. */
  private static final int LOWER = 1;

  /** Printed with a capital in the middle of a sentence. */
  private static final int CAPITAL = 2;

  /** As {@link #CAPITAL}, and without a particle before it. */
  private static final int WITHOUT_PARTICLE = 4;

  /** Follows a particle that is part of a name: the <i>Moer</i> of Van de Moer. */
  private static final int AFTER_PARTICLE = 8;

  /** In German: part of a run of capitals such as a first and a last name. */
  private static final int IN_RUN = 16;

  /** In German: after an article or adjective. */
  private static final int AFTER_ARTICLE = 32;

  /** In German: not after an article or adjective. */
  private static final int BARE = 64;

  /** As {@link #BARE}, at least twice. */
  private static final int BARE_TWICE = 128;

  private final Map<String, int[]> flags = new HashMap<>();
  private final Language language;

  private NameForms(Language language) {
    this.language = language;
  }

  static NameForms of(Language language, List<SentenceGrammar> sentences) {
    NameForms forms = new NameForms(language);
    for (SentenceGrammar sentence : sentences) {
      forms.countCapitals(sentence);
    }
    if (language != Language.GERMAN) {
      for (SentenceGrammar sentence : sentences) {
        forms.countLower(sentence);
      }
    }
    return forms;
  }

  boolean isLower(String form) {
    return has(form, LOWER);
  }

  boolean isCapital(String form) {
    return has(form, CAPITAL);
  }

  /** Returns whether a word is printed as a name of its own, and never as "van Word". */
  boolean isWithoutParticle(String form) {
    return has(form, WITHOUT_PARTICLE);
  }

  boolean isAfterParticle(String form) {
    return has(form, AFTER_PARTICLE);
  }

  boolean isInGermanRun(String form) {
    return has(form, IN_RUN);
  }

  /** Returns whether a German word stands twice without article, as names of companies do. */
  boolean isOftenBare(String form) {
    return has(form, BARE_TWICE);
  }

  boolean isGermanNoun(String form) {
    return has(form, AFTER_ARTICLE);
  }

  private boolean has(String form, int flag) {
    int[] known = flags.get(form);
    return known != null && (known[0] & flag) != 0;
  }

  private void add(String form, int flag) {
    flags.computeIfAbsent(form, key -> new int[1])[0] |= flag;
  }

  private void countCapitals(SentenceGrammar sentence) {
    for (int i = 0; i < sentence.size(); i++) {
      if (!sentence.isCapital(i) || sentence.isNotName(i)) {
        continue;
      }
      if (language == Language.GERMAN) {
        i = countGermanRun(sentence, i) - 1;
        continue;
      }
      int flag = 0;
      if (!sentence.isInitial(i) && !sentence.isHeadline()) {
        flag = CAPITAL;
        if (sentence.isCapitalisedParticle(i - 1) || sentence.followsNameAndParticle(i)) {
          flag |= AFTER_PARTICLE;
        } else {
          flag |= WITHOUT_PARTICLE;
        }
      }
      add(sentence.form(i), flag);
    }
  }

  private void countLower(SentenceGrammar sentence) {
    for (int i = 0; i < sentence.size(); i++) {
      if (sentence.classes(i) == 0 && sentence.isWord(i) && !sentence.isCapital(i)) {
        int[] known = flags.get(sentence.form(i));
        if (known != null) {
          known[0] |= LOWER;
        }
      }
    }
  }

  /** Notes a run of capitals and returns the token after it. */
  private int countGermanRun(SentenceGrammar sentence, int first) {
    if (sentence.noun(first) != null) {
      return first + 1;
    }
    int end = first + 1;
    while (end < sentence.size()
        && sentence.isCapital(end)
        && !sentence.isNotName(end)
        && sentence.noun(end) == null) {
      end++;
    }
    boolean afterArticle = first > 0 && sentence.beginsPhrase(first - 1);
    boolean afterAdjective = first > 0 && sentence.isGermanAdjective(first - 1);
    boolean afterNoun =
        first > 0 && (sentence.isPersonNoun(first - 1) || sentence.isTitle(first - 1));
    boolean run = end - first >= 2 && end - first <= 4 && !afterAdjective;
    for (int i = first; i < end; i++) {
      String form = sentence.form(i);
      boolean named = afterNoun || (run && (!afterArticle || i > first));
      if (named && !isInGermanRun(form) && !sentence.isPlainGermanNoun(i)) {
        add(form, IN_RUN);
      }
      if (i == first) {
        boolean article = (afterArticle || afterAdjective) && !afterNoun;
        add(form, article ? AFTER_ARTICLE : has(form, BARE) ? BARE_TWICE : BARE);
      }
    }
    return end;
  }
}
