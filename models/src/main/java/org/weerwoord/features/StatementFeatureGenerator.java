package org.weerwoord.features;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.weerwoord.features.SparseFeatures.Group;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.Tokens;

/**
 * Sparse features of each statement of an article: words, pairs of words and character n-grams,
 * that the four languages share; cues and their surroundings; quotation and form.
 */
public final class StatementFeatureGenerator implements Serializable {

  private static final int SHORTEST_NGRAM = 3;
  private static final int LONGEST_NGRAM = 5;
  private static final int NEGATION_REACH = 3;
  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;

  /** Stands for the hash of a word where there is none. */
  public static final long NO_WORD = 0;

  private static final long WORD = salt("word");
  private static final long PAIR = salt("pair");
  private static final long NGRAM = salt("ngram");
  // Where each kind of cue feature begins; a cue's ordinal, below 64, or a code is added.
  private static final int CUE = 0;
  private static final int CUE_QUOTED = 64;
  private static final int CUE_UNQUOTED = 2 * 64;
  private static final int CUE_NEGATED = 3 * 64;
  private static final int CUE_PAIR = 8 * 64;
  private static final int CUE_BEFORE = 4 * 64;
  private static final int CUE_AFTER = 5 * 64;
  private static final int FORM = 6 * 64;

  private static final int CUES = Cue.values().length;

  private final Set<FeatureFamily> families;

  /** A family of features that can be left out, to measure what it brings. */
  public enum FeatureFamily {
    WORDS("words and pairs of words"),
    CHARACTERS("character n-grams"),
    CUES("cues of the lexicons"),
    QUOTATION_AND_FORM("quotation and form"),
    NEIGHBOURS("cues of the neighbours"),
    /** Made by {@link ContextFeatureGenerator}; no sparse features. */
    CONTEXT("the context model");

    private final String text;

    FeatureFamily(String text) {
      this.text = text;
    }

    /** Returns what the family holds, for a reader. */
    public String text() {
      return text;
    }
  }

  /** Makes a generator of all features. */
  public StatementFeatureGenerator() {
    this(EnumSet.allOf(FeatureFamily.class));
  }

  /** Makes a generator of some families of features. */
  public StatementFeatureGenerator(Set<FeatureFamily> families) {
    this.families = Set.copyOf(families);
  }

  /** Returns the features of each statement, in the order of the statements. */
  public List<SparseFeatures> generate(ArticleReading article) {
    return IntStream.range(0, article.size()).mapToObj(i -> generate(article, i)).toList();
  }

  /** Returns the features of one statement, given by its place in the article. */
  public SparseFeatures generate(ArticleReading article, int statement) {
    List<StatementReading> readings = article.readings();
    StatementReading reading = readings.get(statement);
    SparseFeatures features = new SparseFeatures();
    if (families.contains(FeatureFamily.WORDS)) {
      addWords(reading, features);
    }
    if (families.contains(FeatureFamily.CHARACTERS)) {
      addCharacters(reading, features);
    }
    addWordless(readings, statement, features);
    return features;
  }

  /** Returns the features of one statement of all families but words and character n-grams. */
  public SparseFeatures generateWordless(ArticleReading article, int statement) {
    List<StatementReading> readings = article.readings();
    SparseFeatures features = new SparseFeatures();
    addWordless(readings, statement, features);
    return features;
  }

  private void addWordless(
      List<StatementReading> readings, int statement, SparseFeatures features) {
    StatementReading reading = readings.get(statement);
    if (families.contains(FeatureFamily.CUES)) {
      addCues(reading, features);
    }
    if (families.contains(FeatureFamily.QUOTATION_AND_FORM)) {
      addForm(reading, features);
    }
    if (families.contains(FeatureFamily.NEIGHBOURS)) {
      addNeighbours(readings, statement, features);
    }
  }

  /** Returns whether features of a family are made. */
  public boolean generates(FeatureFamily family) {
    return families.contains(family);
  }

  private static void addWords(StatementReading reading, SparseFeatures features) {
    Tokens tokens = reading.tokens();
    long previous = NO_WORD;
    for (int i = 0; i < tokens.size(); i++) {
      long word = wordHash(tokens.form(i));
      features.add(Group.WORD, wordIndex(word), i);
      features.add(Group.WORD, pairIndex(previous, word), i);
      previous = word;
    }
  }

  private static void addCharacters(StatementReading reading, SparseFeatures features) {
    Tokens tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isWord(i)) {
        for (int index : characterIndices(tokens.form(i))) {
          features.add(Group.CHARACTER, index, i);
        }
      }
    }
  }

  /** Returns the index of the feature of a word, given by the hash of its form. */
  public static int wordIndex(long word) {
    return SparseFeatures.index(WORD ^ word);
  }

  /**
   * Returns the index of the feature of two words in a row, given by the hashes of their forms.
   *
   * @param previous {@link #NO_WORD} before the first word
   */
  public static int pairIndex(long previous, long word) {
    long before = previous == NO_WORD ? 1 : previous * PRIME;
    return SparseFeatures.index(PAIR ^ (before * 31 + word));
  }

  /** Returns the indices of the features of a word's character n-grams, perhaps some twice. */
  public static int[] characterIndices(String form) {
    int length = form.length();
    int[] indices = new int[(length + 1) * (LONGEST_NGRAM - SHORTEST_NGRAM + 1)];
    int size = 0;
    // A space before and after the word tells beginnings and ends from middles.
    for (int begin = -1; begin <= length - 2; begin++) {
      long hash = BASIS;
      for (int at = begin; at <= length && at < begin + LONGEST_NGRAM; at++) {
        char character = at < 0 || at == length ? ' ' : digitless(form.charAt(at));
        hash = (hash ^ character) * PRIME;
        if (at - begin + 1 >= SHORTEST_NGRAM) {
          indices[size++] = SparseFeatures.index(NGRAM ^ hash);
        }
      }
    }
    return Arrays.copyOf(indices, size);
  }

  private static void addCues(StatementReading reading, SparseFeatures features) {
    boolean[] negations = negations(reading);
    for (CueMatch match : reading.cues()) {
      int ordinal = match.cue().ordinal();
      features.addCue(CUE + ordinal, match.begin());
      features.addCue(
          (reading.inQuotation(match.begin()) ? CUE_QUOTED : CUE_UNQUOTED) + ordinal,
          match.begin());
      if (match.cue() != Cue.NEGATION && isNegated(negations, match)) {
        features.addCue(CUE_NEGATED + ordinal, match.begin());
      }
    }
    long set = reading.cueSet();
    for (int first = 0; first < CUES; first++) {
      if ((set >>> first & 1) == 0) {
        continue;
      }
      for (int second = first + 1; second < CUES; second++) {
        if ((set >>> second & 1) != 0) {
          features.addCue(CUE_PAIR + first * 64 + second, SparseFeatures.NO_TOKEN);
        }
      }
    }
  }

  /** Returns at which tokens a negation begins. */
  private static boolean[] negations(StatementReading reading) {
    boolean[] negations = new boolean[reading.tokens().size()];
    for (CueMatch match : reading.cues()) {
      if (match.cue() == Cue.NEGATION) {
        negations[match.begin()] = true;
      }
    }
    return negations;
  }

  private static boolean isNegated(boolean[] negations, CueMatch match) {
    int last = Math.min(negations.length, match.end() + NEGATION_REACH);
    for (int i = Math.max(0, match.begin() - NEGATION_REACH); i < last; i++) {
      if (negations[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds quotation and punctuation. Neither place nor length: how a corpus deals them out is its
   * own, and the context model sees where an article begins.
   */
  private static void addForm(StatementReading reading, SparseFeatures features) {
    Statement statement = reading.statement();
    Tokens tokens = reading.tokens();
    addForm(features, 10 + statement.quoted().ordinal());
    String text = statement.text();
    if (text.indexOf('?') >= 0) {
      addForm(features, 50);
      addForm(features, 60 + statement.quoted().ordinal());
    }
    if (text.indexOf('!') >= 0) {
      addForm(features, 51);
    }
    if (text.indexOf(':') >= 0) {
      addForm(features, 52);
    }
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    if (Character.isLetterOrDigit(last)) {
      addForm(features, 53);
    }
    if (statement.quoted() == Quoted.PARTLY) {
      int quoted = 0;
      for (int i = 0; i < tokens.size(); i++) {
        quoted += reading.inQuotation(i) ? 1 : 0;
      }
      addForm(features, 80 + 4 * quoted / Math.max(1, tokens.size()));
    }
  }

  private static void addForm(SparseFeatures features, int code) {
    features.addCue(FORM + code, SparseFeatures.NO_TOKEN);
  }

  private static void addNeighbours(
      List<StatementReading> readings, int position, SparseFeatures features) {
    if (position > 0) {
      addCueSet(readings.get(position - 1).cueSet(), CUE_BEFORE, features);
    }
    if (position + 1 < readings.size()) {
      addCueSet(readings.get(position + 1).cueSet(), CUE_AFTER, features);
    }
  }

  private static void addCueSet(long set, int begin, SparseFeatures features) {
    for (int cue = 0; cue < CUES; cue++) {
      if ((set >>> cue & 1) != 0) {
        features.addCue(begin + cue, SparseFeatures.NO_TOKEN);
      }
    }
  }

  /** Returns the hash of a word form. */
  public static long wordHash(String form) {
    long hash = BASIS;
    for (int i = 0; i < form.length(); i++) {
      hash = (hash ^ digitless(form.charAt(i))) * PRIME;
    }
    return hash;
  }

  /** Makes all digits alike: which year or amount it is says nothing about the speech act. */
  private static char digitless(char character) {
    return character >= '0' && character <= '9' ? '0' : character;
  }

  private static long salt(String name) {
    return wordHash(name) << 16;
  }
}
