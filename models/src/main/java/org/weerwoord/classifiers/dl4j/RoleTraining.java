package org.weerwoord.classifiers.dl4j;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.encoder.Encoder;
import org.weerwoord.encoder.QuantizedWeights;
import org.weerwoord.encoder.TokenStates;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.reading.ArticleReading;

/**
 * Trains a {@link RoleNetwork} on one machine. The rankings of actors must learn from what networks
 * say of articles that they have not seen, so that besides the one on all articles there is one for
 * each fold, on the others.
 *
 * <p>All read the same encoder, which may have been tuned on these articles: their labels are given
 * to the network anyway.
 */
public final class RoleTraining {

  /** How the first line that is logged begins. */
  public static final String FIRST_LINE = "reads who acts in ";

  private static final int SOURCE = 0;
  private static final int TARGET = 1;

  private final RoleParameters parameters;
  private final Consumer<String> log;

  /**
   * @param log gets lines on losses
   */
  public RoleTraining(RoleParameters parameters, Consumer<String> log) {
    this.parameters = parameters;
    this.log = log;
  }

  /**
   * What was trained.
   *
   * @param network on all articles
   * @param heldOut by the ids of articles, for each statement that is an act what {@link
   *     org.weerwoord.attribution.RoleScorer#score} returns, from networks that have not seen the
   *     article; else null
   */
  public record Trained(RoleNetwork network, Map<String, double[][][]> heldOut) {}

  /**
   * An act of an article.
   *
   * @param statements of the article
   * @param fold of the article
   * @param tokens states of the act's tokens
   * @param mentions mean states of the candidates' mentions
   */
  private record Act(
      String article,
      int statements,
      int fold,
      AttributionExamples.Act labelled,
      TokenStates tokens,
      List<TokenStates> mentions) {

    /** Returns what is learnt of a role; null if no candidate is right. */
    RoleTrainer.Example example(int role) {
      BitSet right = role == SOURCE ? labelled.source() : labelled.target();
      double weight = role == SOURCE ? labelled.sourceWeight() : 1;
      return right.isEmpty()
          ? null
          : new RoleTrainer.Example(labelled.candidates(), tokens, mentions, right, weight);
    }
  }

  /**
   * Trains the network.
   *
   * @param encoder whose states it reads
   * @param fold of an article, by its id
   * @throws IllegalArgumentException if outside one of the folds no act has a source or none has a
   *     target among its candidates
   */
  public Trained train(
      List<LabelledArticle> articles,
      QuantizedWeights encoder,
      int folds,
      ToIntFunction<String> fold)
      throws IOException {
    int width = encoder.shape().width();
    List<Act> acts = read(articles, encoder, fold);
    List<Callable<RoleHead>> fits = new ArrayList<>();
    for (int left = 0; left <= folds; left++) {
      for (int role = SOURCE; role <= TARGET; role++) {
        List<RoleTrainer.Example> examples = new ArrayList<>();
        for (Act act : acts) {
          RoleTrainer.Example example = act.example(role);
          if (act.fold() != left && example != null) {
            examples.add(example);
          }
        }
        if (examples.isEmpty()) {
          throw new IllegalArgumentException(
              "The corpus must have acts whose source and acts whose target is found in the article"
                  + " in at least two of its "
                  + folds
                  + " folds, but has none outside one of them. Add articles that have them");
        }
        String name =
            (role == SOURCE ? "sources " : "targets ")
                + (left == folds ? "on all articles" : "without fold " + left);
        fits.add(
            () ->
                new RoleTrainer(width, parameters, line -> log.accept(name + ", " + line))
                    .fit(examples));
      }
    }
    List<RoleHead> heads = DeepTraining.inParallel(fits);
    List<RoleNetwork> networks = new ArrayList<>();
    for (int left = 0; left <= folds; left++) {
      networks.add(new RoleNetwork(heads.get(2 * left), heads.get(2 * left + 1)));
    }
    Map<String, double[][][]> heldOut = new HashMap<>();
    for (Act act : acts) {
      heldOut
              .computeIfAbsent(act.article(), id -> new double[act.statements()][][])[
              act.labelled().candidates().statement()] =
          networks.get(act.fold()).score(act.labelled().candidates(), act.tokens(), act.mentions());
    }
    return new Trained(networks.get(folds), heldOut);
  }

  private List<Act> read(
      List<LabelledArticle> articles, QuantizedWeights weights, ToIntFunction<String> fold) {
    log.accept(FIRST_LINE + articles.size() + " articles with the tuned encoder");
    WordPieces vocabulary = WordPieces.of(weights.pieces());
    int most = weights.shape().positions() - 2;
    List<Act> acts = new ArrayList<>();
    try (Encoder encoder =
        Encoder.open(
            weights, Runtime.getRuntime().availableProcessors(), weights.shape().layers())) {
      for (LabelledArticle article : articles) {
        ArticleActors actors =
            ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
        List<AttributionExamples.Act> labelled =
            new AttributionExamples(actors, article.labels(), article.roles(), null).acts();
        if (labelled.isEmpty()) {
          continue;
        }
        List<WordPieces.Encoded> pieces =
            article.statements().stream()
                .map(statement -> vocabulary.encode(statement.text(), most))
                .toList();
        List<TokenStates> tokens = encoder.states(pieces.stream().map(vocabulary::input).toList());
        List<List<TokenStates>> mentions = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
          float[][] means =
              RoleNetwork.mentionMeans(actors, i, pieces.get(i), tokens.get(i).toFloats());
          mentions.add(Arrays.stream(means).map(TokenStates::new).toList());
        }
        for (AttributionExamples.Act act : labelled) {
          ActCandidates candidates = act.candidates();
          acts.add(
              new Act(
                  article.id(),
                  pieces.size(),
                  fold.applyAsInt(article.id()),
                  act,
                  tokens.get(candidates.statement()),
                  IntStream.range(0, candidates.mentions())
                      .mapToObj(
                          mention ->
                              mentions
                                  .get(candidates.statementOf(mention))
                                  .get(candidates.placeOf(mention)))
                      .toList()));
        }
      }
    }
    return acts;
  }
}
