package org.weerwoord.classifiers.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.RoleScorer;
import org.weerwoord.encoder.TokenStates;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;

/**
 * Scores who is source and target of an act by the states that an encoder gives the tokens of the
 * act and of the mentions of its candidates: one {@link RoleHead} for each role.
 */
public final class RoleNetwork implements Serializable {

  private final RoleHead source;
  private final RoleHead target;

  RoleNetwork(RoleHead source, RoleHead target) {
    this.source = source;
    this.target = target;
  }

  /** Returns what is to be given the states of each of an article's statements, and then scores. */
  Reading reading(ArticleActors article) {
    return new Reading(article);
  }

  /** What the heads have seen of an article. */
  final class Reading implements RoleScorer, SharedEncoder.TokenReader {

    private final ArticleActors article;
    private final List<Seen> ofSource;
    private final List<Seen> ofTarget;

    private Reading(ArticleActors article) {
      this.article = article;
      ofSource = new ArrayList<>(article.reading().size());
      ofTarget = new ArrayList<>(article.reading().size());
    }

    /** Takes the statements in their order. */
    @Override
    public void read(int statement, WordPieces.Encoded pieces, float[] states) {
      float[][] means = mentionMeans(article, statement, pieces, states);
      ofSource.add(see(source, states, means));
      ofTarget.add(see(target, states, means));
    }

    @Override
    public double[][] score(ActCandidates act) {
      return new double[][] {score(source, ofSource, act), score(target, ofTarget, act)};
    }

    private double[] score(RoleHead head, List<Seen> seen, ActCandidates act) {
      float[][] keys = new float[act.mentions()][];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = seen.get(act.statementOf(i)).keys[act.placeOf(i)];
      }
      return head.logarithms(act, seen.get(act.statement()).query, keys);
    }
  }

  /**
   * Returns what {@link RoleScorer#score} does.
   *
   * @param tokens states of the act's tokens
   * @param mentions mean states of the mentions
   */
  double[][] score(ActCandidates act, TokenStates tokens, List<TokenStates> mentions) {
    float[][] means = mentions.stream().map(TokenStates::toFloats).toArray(float[][]::new);
    Seen ofSource = see(source, tokens.toFloats(), means);
    Seen ofTarget = see(target, tokens.toFloats(), means);
    return new double[][] {
      source.logarithms(act, ofSource.query, ofSource.keys),
      target.logarithms(act, ofTarget.query, ofTarget.keys)
    };
  }

  /** What a head sees of a statement and of each mention in it. */
  private static final class Seen {
    private final float[] query;
    private final float[][] keys;

    Seen(float[] query, float[][] keys) {
      this.query = query;
      this.keys = keys;
    }
  }

  private static Seen see(RoleHead head, float[] states, float[][] means) {
    float[][] keys = new float[means.length][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i > 0 && means[i] == means[i - 1] ? keys[i - 1] : head.key(means[i]);
    }
    return new Seen(head.query(states), keys);
  }

  /**
   * Returns the mean state of each mention's tokens in a statement; zeros for a mention in a part
   * that the encoder did not read.
   *
   * @param states of {@code [CLS]}, the pieces and {@code [SEP]}
   */
  static float[][] mentionMeans(
      ArticleActors article, int statement, WordPieces.Encoded pieces, float[] states) {
    Statement printed = article.reading().readings().get(statement).statement();
    List<Span> spans = article.mentionSpans(statement);
    int width = states.length / (pieces.size() + 2);
    float[][] means = new float[spans.size()][];
    // One row for all: a statement without end may have any number of mentions.
    float[] unread = new float[width];
    for (int i = 0; i < means.length; i++) {
      int begin = spans.get(i).begin() - printed.begin();
      int end = spans.get(i).end() - printed.begin();
      int first = 0;
      while (first < pieces.size() && pieces.ends()[first] <= begin) {
        first++;
      }
      int after = first;
      while (after < pieces.size() && pieces.begins()[after] < end) {
        after++;
      }
      means[i] = first < after ? new float[width] : unread;
      for (int token = first + 1; token <= after; token++) {
        for (int k = 0; k < width; k++) {
          means[i][k] += states[token * width + k] / (after - first);
        }
      }
    }
    return means;
  }

  void write(DataOutputStream out) throws IOException {
    source.write(out);
    target.write(out);
  }

  /**
   * Reads a network.
   *
   * @throws IllegalArgumentException as {@link RoleHead#read}
   */
  static RoleNetwork read(DataInputStream in) throws IOException {
    return new RoleNetwork(RoleHead.read(in), RoleHead.read(in));
  }
}
