package org.weerwoord.attribution;

/**
 * Scores who is source and target of an act by a model of the article's words, which the rankings
 * weigh beside what they see themselves.
 */
@FunctionalInterface
public interface RoleScorer {

  /**
   * Returns logarithms of probabilities that sum to 1: first those of the source, then those of the
   * target, of each of the act's {@link ActCandidates#size()} candidates.
   *
   * @param act of the article that this is for
   */
  double[][] score(ActCandidates act);
}
