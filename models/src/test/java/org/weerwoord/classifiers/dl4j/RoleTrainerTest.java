package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.encoder.TokenStates;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

class RoleTrainerTest {

  private static final int WIDTH = 6;
  private static final RoleParameters PARAMETERS = new RoleParameters(4, 30, 0.02, 0.1, 4, 7);

  /** Acts with candidates of the usual kinds, and one whose statement mentions nobody. */
  private static final List<Statement> STATEMENTS =
      TinyModel.statements(
          "Jan Bakker beschuldigt Piet Smit van fraude. Dat is niet waar. Smit ontkent dat hij iets"
              + " heeft gestolen van Karel Mertens.");

  @BeforeAll
  static void computeOnOneThread() {
    SequenceModel.useOneThread();
  }

  @Test
  void thePlainHeadComputesWhatTheGraphDoes() {
    RoleGraph graph = new RoleGraph(WIDTH, 4, 3);
    Map<String, float[]> weights = new HashMap<>();
    graph
        .variables()
        .forEach((name, array) -> weights.put(name, array.dup('c').ravel().toFloatVector()));
    RoleHead head = new RoleHead(WIDTH, 4, weights);
    List<RoleTrainer.Example> examples = examples(1, 3);

    for (RoleTrainer.Example act : examples) {
      assertThat(graph.gradients(List.of(act), 0, new Random(1)).loss())
          .isCloseTo(-act.weight() * Math.log(right(head, act)), within(1e-4));
    }
    double together =
        examples.stream().mapToDouble(a -> -a.weight() * Math.log(right(head, a))).sum();
    assertThat(graph.gradients(examples, 0, new Random(1)).loss())
        .isCloseTo(together / examples.size(), within(1e-4));
  }

  @Test
  void gradientsAreThoseOfTheLoss() {
    RoleGraph graph = new RoleGraph(WIDTH, 4, 3);
    List<RoleTrainer.Example> examples = examples(1, 4);
    RoleGraph.Gradients gradients = graph.gradients(examples, 0, new Random(1));
    float step = 5e-3f;

    RoleHead.shapes(WIDTH, 4)
        .forEach(
            (name, shape) -> {
              int row = shape[0] - 1;
              int column = shape[1] - 1;
              float before = graph.variables().get(name).getFloat(row, column);
              graph.variables().get(name).putScalar(row, column, before + step);
              double higher = graph.gradients(examples, 0, new Random(1)).loss();
              graph.variables().get(name).putScalar(row, column, before - step);
              double lower = graph.gradients(examples, 0, new Random(1)).loss();
              graph.variables().get(name).putScalar(row, column, before);
              assertThat(gradients.byVariable().get(name).getDouble(row, column))
                  .as(name)
                  .isCloseTo((higher - lower) / (2 * step), within(2e-3));
            });
  }

  @Test
  void learnsWhatTellsTheRightMentions() {
    List<String> log = new ArrayList<>();
    RoleHead head = new RoleTrainer(WIDTH, PARAMETERS, log::add).fit(examples(1, 60));
    List<RoleTrainer.Example> unseen = examples(2, 30);

    double mean = unseen.stream().mapToDouble(act -> right(head, act)).average().orElseThrow();
    assertThat(mean).isGreaterThan(0.85);
    assertThat(log).hasSize(30).last().asString().startsWith("epoch 30 of 30: loss 0.");
  }

  @Test
  void learnsTheSameEachTime() {
    RoleHead first = new RoleTrainer(WIDTH, PARAMETERS, line -> {}).fit(examples(1, 8));
    RoleHead second = new RoleTrainer(WIDTH, PARAMETERS, line -> {}).fit(examples(1, 8));

    for (RoleTrainer.Example act : examples(2, 8)) {
      assertThat(right(first, act)).isEqualTo(right(second, act));
    }
  }

  private static double right(RoleHead head, RoleTrainer.Example act) {
    float[][] keys =
        act.mentions().stream().map(mean -> head.key(mean.toFloats())).toArray(float[][]::new);
    double[] logarithms =
        head.logarithms(act.candidates(), head.query(act.tokens().toFloats()), keys);
    return act.right().stream().mapToDouble(i -> Math.exp(logarithms[i])).sum();
  }

  /**
   * Returns acts of which the candidate whose mentions have a high first value is right, or nobody
   * where the act's tokens have a high second one.
   */
  private static List<RoleTrainer.Example> examples(long seed, int count) {
    Random random = new Random(seed);
    ArticleActors article = TinyModel.article(STATEMENTS);
    List<AttributionExamples.Act> acts =
        new AttributionExamples(
                article,
                List.of(StatementLabel.ACCUSATION, StatementLabel.DENIAL, StatementLabel.DENIAL),
                List.of(LabelledRoles.UNKNOWN, LabelledRoles.UNKNOWN, LabelledRoles.UNKNOWN),
                null)
            .acts();
    List<RoleTrainer.Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ActCandidates candidates = acts.get(i % acts.size()).candidates();
      int right = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(candidates.size() - 1);
      float[] tokens = random(random, WIDTH * (1 + random.nextInt(5)));
      for (int token = 0; token < tokens.length; token += WIDTH) {
        tokens[token + 1] = right == 0 ? 2 : -2;
      }
      List<TokenStates> mentions = new ArrayList<>();
      for (int mention = 0; mention < candidates.mentions(); mention++) {
        float[] mean = random(random, WIDTH);
        mean[0] = candidates.candidateOf(mention) == right ? 2 : -2;
        mentions.add(new TokenStates(mean));
      }
      BitSet named = new BitSet();
      named.set(right);
      examples.add(
          new RoleTrainer.Example(
              candidates, new TokenStates(tokens), mentions, named, right == 0 ? 2 : 1));
    }
    return examples;
  }

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() / 2;
    }
    return values;
  }
}
