package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.StatementLabel;

/**
 * Who may be source or target of an act, candidate 0 nobody, and where the others are mentioned:
 * what a {@link RoleScorer} decides from.
 */
public final class ActCandidates {

  /** Number of {@link #features} of a mention. */
  public static final int FEATURES = 27;

  /** Mentions of a candidate that are looked at: those nearest the act. */
  private static final int MOST_MENTIONS = 8;

  private static final int DISTANCES = 16;

  /** Distances below are told apart one by one, others by fours. */
  private static final int NEAR = 4;

  private static final int KINDS = Mention.Kind.values().length;
  private static final int SPEAKS = DISTANCES + KINDS;
  private static final int SOMEBODY_SPEAKS = SPEAKS + 1;
  private static final int QUOTED = SPEAKS + 2;
  private static final int FREQUENCY = SPEAKS + 3;

  private final int statement;
  private final StatementLabel label;
  private final int size;
  private final List<Mention> mentions = new ArrayList<>();
  private final List<Integer> candidateOf = new ArrayList<>();
  private final List<float[]> features = new ArrayList<>();

  /**
   * @param candidates besides nobody
   */
  ActCandidates(
      ArticleActors article, int statement, StatementLabel label, List<Actor> candidates) {
    this.statement = statement;
    this.label = label;
    size = candidates.size() + 1;
    Speaker speaker = article.speakers().get(statement);
    Quoted quoted = article.reading().readings().get(statement).statement().quoted();
    for (int i = 0; i < candidates.size(); i++) {
      Actor candidate = candidates.get(i);
      for (Mention mention : nearest(candidate.mentions(), statement)) {
        float[] found = new float[FEATURES];
        found[distance(mention.statement() - statement)] = 1;
        found[DISTANCES + mention.kind().ordinal()] = 1;
        found[SPEAKS] = speaker.actor() == candidate ? 1 : 0;
        found[SOMEBODY_SPEAKS] = speaker.actor() == null ? 0 : 1;
        found[QUOTED] = speaker.actor() == candidate && quoted != Quoted.NONE ? 1 : 0;
        found[FREQUENCY] = Math.min(1f, (float) candidate.mentions().size() / MOST_MENTIONS);
        mentions.add(mention);
        candidateOf.add(i + 1);
        features.add(found);
      }
    }
  }

  /** Returns the position of the act's statement. */
  public int statement() {
    return statement;
  }

  /** Returns the act's label. */
  public StatementLabel label() {
    return label;
  }

  /** Returns how many candidates there are, nobody among them. */
  public int size() {
    return size;
  }

  /** Returns how many mentions of candidates are looked at. */
  public int mentions() {
    return mentions.size();
  }

  /** Returns the candidate that a mention names, from 1. */
  public int candidateOf(int mention) {
    return candidateOf.get(mention);
  }

  /** Returns the position of the statement that a mention stands in. */
  public int statementOf(int mention) {
    return mentions.get(mention).statement();
  }

  /**
   * Returns a mention's number among those of its statement, in {@link ArticleActors#mentionSpans}.
   */
  public int placeOf(int mention) {
    return mentions.get(mention).place();
  }

  /**
   * Returns the {@value #FEATURES} features of a mention, from 0 to 1: how far it is from the act,
   * how it names its actor, whether that is who speaks in the act, and how often he is named.
   */
  public float[] features(int mention) {
    return features.get(mention).clone();
  }

  private static int distance(int statements) {
    int steps = Math.abs(statements);
    int bucket = steps < NEAR ? steps : NEAR + steps / NEAR;
    int most = DISTANCES / 2 - 1;
    return DISTANCES / 2 + Integer.signum(statements) * Math.min(most, bucket);
  }

  /**
   * Returns the mentions nearest a statement, in the order of the article.
   *
   * @param all in the order of their statements
   */
  private static List<Mention> nearest(List<Mention> all, int statement) {
    int end = Mention.firstIn(all, statement + 1);
    int begin = end;
    while (end - begin < Math.min(MOST_MENTIONS, all.size())) {
      boolean before =
          end == all.size()
              || (begin > 0
                  && statement - all.get(begin - 1).statement()
                      <= all.get(end).statement() - statement);
      if (before) {
        begin--;
      } else {
        end++;
      }
    }
    return all.subList(begin, end);
  }
}
