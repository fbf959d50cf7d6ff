package org.weerwoord.attribution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.weerwoord.text.StatementLabel;

/**
 * A charge and what answers it. A counter-accusation is a charge too, so that exchanges in which it
 * is answered form a chain.
 *
 * @param charge position of the accusation or counter-accusation
 * @param first position of the first charge of its chain: the charge itself if it answers none
 * @param depth number of answers from the first charge to it; 0 for the first one
 * @param denials positions of the denials that answer it, in the order of the article
 * @param counterAccusations positions of the counter-accusations that answer it, in that order
 */
public record Exchange(
    int charge, int first, int depth, List<Integer> denials, List<Integer> counterAccusations) {

  /** Keeps its own lists. */
  public Exchange {
    denials = List.copyOf(denials);
    counterAccusations = List.copyOf(counterAccusations);
  }

  /**
   * Returns the exchange of every charge of an article, in the order of the charges. Where
   * counter-accusations answer each other in a circle, its earliest statement is taken for the
   * first charge.
   */
  public static List<Exchange> of(List<StatementLabel> labels, List<Attribution> attributions) {
    List<List<Integer>> denials = new ArrayList<>(labels.size());
    List<List<Integer>> counters = new ArrayList<>(labels.size());
    int[] answered = new int[labels.size()];
    Arrays.fill(answered, LabelledRoles.NO_ANSWER);
    for (int i = 0; i < labels.size(); i++) {
      denials.add(new ArrayList<>(0));
      counters.add(new ArrayList<>(0));
    }
    for (int i = 0; i < labels.size(); i++) {
      int answers = attributions.get(i).answers();
      if (answers != LabelledRoles.NO_ANSWER) {
        boolean denial = labels.get(i) == StatementLabel.DENIAL;
        (denial ? denials : counters).get(answers).add(i);
        if (!denial) {
          answered[i] = answers;
        }
      }
    }
    cutCircles(answered);
    int[] firsts = new int[labels.size()];
    int[] depths = new int[labels.size()];
    Arrays.fill(firsts, LabelledRoles.NO_ANSWER);
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (isCharge(labels.get(i))) {
        follow(answered, i, firsts, depths);
        exchanges.add(new Exchange(i, firsts[i], depths[i], denials.get(i), counters.get(i)));
      }
    }
    return exchanges;
  }

  /** Returns whether a statement of this label makes a charge. */
  public static boolean isCharge(StatementLabel label) {
    return label == StatementLabel.ACCUSATION || label == StatementLabel.COUNTER_ACCUSATION;
  }

  /** Notes where the chain from a charge ends, and how far away, for all charges on the way. */
  private static void follow(int[] answered, int charge, int[] firsts, int[] depths) {
    Deque<Integer> way = new ArrayDeque<>();
    int at = charge;
    while (firsts[at] == LabelledRoles.NO_ANSWER && answered[at] != LabelledRoles.NO_ANSWER) {
      way.push(at);
      at = answered[at];
    }
    if (firsts[at] == LabelledRoles.NO_ANSWER) {
      firsts[at] = at;
    }
    while (!way.isEmpty()) {
      int answer = way.pop();
      firsts[answer] = firsts[at];
      depths[answer] = depths[at] + 1;
      at = answer;
    }
  }

  /** Leaves every chain of answers with an end: the earliest statement of a circle answers none. */
  private static void cutCircles(int[] answered) {
    int[] seenFrom = new int[answered.length];
    Arrays.fill(seenFrom, LabelledRoles.NO_ANSWER);
    for (int start = 0; start < answered.length; start++) {
      int at = start;
      while (at != LabelledRoles.NO_ANSWER && seenFrom[at] == LabelledRoles.NO_ANSWER) {
        seenFrom[at] = start;
        at = answered[at];
      }
      if (at != LabelledRoles.NO_ANSWER && seenFrom[at] == start) {
        int earliest = at;
        for (int next = answered[at]; next != at; next = answered[next]) {
          earliest = Math.min(earliest, next);
        }
        answered[earliest] = LabelledRoles.NO_ANSWER;
      }
    }
  }
}
