package org.weerwoord.classifiers;

import java.util.Arrays;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.FormMemory;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

/**
 * Scores statements with a logistic regression on {@link SparseFeatures}, as {@link Vocabulary} and
 * {@link LinearModel} do feature by feature, up to rounding. A statement has some 400 features,
 * each somewhere else in tables that no cache holds; all but the pairs of words depend on one word
 * form, so that what a form's features add up to is found out once. What two words of a statement
 * share counts once, and is taken off again: only for these n-grams, which are frequent ones,
 * tables are read.
 */
final class StatementScorer {

  private static final FormMemory.Place<Contribution> CONTRIBUTIONS = new FormMemory.Place<>();

  private static final int LABELS = StatementLabel.COUNT;

  /** The numbers of a row of the table: the square of its rarity, and its part in each score. */
  private static final int STRIDE = 1 + LABELS;

  private final StatementFeatureGenerator generator;
  private final boolean words;
  private final boolean characters;
  private final Vocabulary vocabulary;
  private final LinearModel model;
  private final float[] table;
  private final FormMemory<Contribution> contributions =
      new FormMemory<>(CONTRIBUTIONS, this::contribution);

  StatementScorer(StatementFeatureGenerator generator, Vocabulary vocabulary, LinearModel model) {
    this.generator = generator;
    this.vocabulary = vocabulary;
    this.model = model;
    words = generator.generates(FeatureFamily.WORDS);
    characters = generator.generates(FeatureFamily.CHARACTERS);
    table = new float[vocabulary.size() * STRIDE];
    for (int row = 0; row < vocabulary.size(); row++) {
      float rarity = vocabulary.rarity(row);
      table[row * STRIDE] = rarity * rarity;
      for (int label = 0; label < LABELS; label++) {
        table[row * STRIDE + 1 + label] = rarity * model.weight(row, label);
      }
    }
  }

  /** What the features of one word form come to by themselves. */
  private static final class Contribution extends FormMemory.Told {

    private final long hash;

    /** Row of the word, or {@link Vocabulary#UNKNOWN}. */
    private final int word;

    /** Rows of the character n-grams, each once. */
    private final int[] ngrams;

    // The sum of these rows of the table: no array, which would be one more place in memory.
    private final float squares;
    private final float accusation;
    private final float denial;
    private final float counter;
    private final float none;

    Contribution(long hash, int word, int[] ngrams, double[] sum) {
      this.hash = hash;
      this.word = word;
      this.ngrams = ngrams;
      squares = (float) sum[0];
      accusation = (float) sum[1];
      denial = (float) sum[2];
      counter = (float) sum[3];
      none = (float) sum[4];
    }

    void addTo(double[] sum) {
      sum[0] += squares;
      sum[1] += accusation;
      sum[2] += denial;
      sum[3] += counter;
      sum[4] += none;
    }
  }

  private Contribution contribution(String form) {
    long hash = StatementFeatureGenerator.wordHash(form);
    int[] ngrams = {};
    double[] sum = new double[STRIDE];
    if (Tokens.isWord(form)) {
      ngrams =
          Arrays.stream(StatementFeatureGenerator.characterIndices(form))
              .map(vocabulary::row)
              .filter(row -> row != Vocabulary.UNKNOWN)
              .distinct()
              .toArray();
      for (int row : ngrams) {
        add(sum, row, 1);
      }
    }
    return new Contribution(
        hash, vocabulary.row(StatementFeatureGenerator.wordIndex(hash)), ngrams, sum);
  }

  /** Returns the probabilities of the labels of each statement of an article. */
  double[][] probabilities(ArticleReading article) {
    Rows rows = new Rows();
    double[][] probabilities = new double[article.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = probabilities(article, i, rows);
    }
    return probabilities;
  }

  private double[] probabilities(ArticleReading article, int statement, Rows rows) {
    Tokens tokens = article.tokens(statement);
    Contribution[] forms = new Contribution[tokens.size()];
    int most = 0;
    for (int i = 0; i < forms.length; i++) {
      forms[i] = contributions.of(tokens, i);
      most += 2 + forms[i].ngrams.length;
    }
    rows.begin(most);
    double[] scores = model.start();
    // A feature of a word that is one of characters too, by its hash, is one of the word: it is the
    // first.
    if (words) {
      addScaled(scores, words(forms, rows));
    }
    if (characters) {
      addScaled(scores, characters(forms, rows));
    }
    SparseFeatures others = generator.generateWordless(article, statement);
    for (int i = 0; i < others.size(); i++) {
      int row = vocabulary.row(others.index(i));
      if (row != Vocabulary.UNKNOWN) {
        model.add(scores, row, (float) Vocabulary.CUE_VALUE);
      }
    }
    return LinearModel.softmax(scores);
  }

  private double[] words(Contribution[] forms, Rows rows) {
    double[] sum = new double[STRIDE];
    long previous = StatementFeatureGenerator.NO_WORD;
    for (Contribution form : forms) {
      if (form.word != Vocabulary.UNKNOWN && rows.add(form.word)) {
        add(sum, form.word, 1);
      }
      int pair = vocabulary.row(StatementFeatureGenerator.pairIndex(previous, form.hash));
      if (pair != Vocabulary.UNKNOWN && rows.add(pair)) {
        add(sum, pair, 1);
      }
      previous = form.hash;
    }
    return sum;
  }

  private double[] characters(Contribution[] forms, Rows rows) {
    double[] sum = new double[STRIDE];
    for (Contribution form : forms) {
      int[] ngrams = form.ngrams;
      int again = 0;
      for (int row : ngrams) {
        if (!rows.add(row)) {
          add(sum, row, -1);
          again++;
        }
      }
      // Else only rounding errors would be added.
      if (again == ngrams.length) {
        for (int row : ngrams) {
          add(sum, row, 1);
        }
      } else {
        form.addTo(sum);
      }
    }
    return sum;
  }

  private void add(double[] sum, int row, int times) {
    for (int k = 0, at = row * STRIDE; k < STRIDE; k++, at++) {
      sum[k] += times * table[at];
    }
  }

  /** Adds a group of features that is scaled to length 1. */
  private static void addScaled(double[] scores, double[] sum) {
    if (sum[0] > 0) {
      double scale = 1 / Math.sqrt(sum[0]);
      for (int label = 0; label < LABELS; label++) {
        scores[label] += scale * sum[1 + label];
      }
    }
  }

  /**
   * The rows that one statement after the other has: a table of so few entries that a cache holds
   * it, of which none need be taken out, since each names its statement.
   */
  private static final class Rows {

    private long[] entries = new long[1024];

    /** The number of the statement, from 1 on, in the upper half. */
    private long statement;

    /** Begins the next statement, which has so many rows at most. */
    void begin(int most) {
      statement += 1L << 32;
      if (2 * most > entries.length) {
        entries = new long[Integer.highestOneBit(most) * 4];
      }
    }

    /** Returns whether the row was not there before. */
    boolean add(int row) {
      long entry = statement | row;
      int slot = (row * 0x9E3779B1) >>> (32 - Integer.numberOfTrailingZeros(entries.length));
      while (entries[slot] >= statement) {
        if (entries[slot] == entry) {
          return false;
        }
        slot = (slot + 1) & (entries.length - 1);
      }
      entries[slot] = entry;
      return true;
    }
  }
}
