package org.weerwoord.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.classifiers.CueWordClassifier;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.MajorityClassifier;
import org.weerwoord.classifiers.StatementClassifier;
import org.weerwoord.evaluation.Evaluation;
import org.weerwoord.evaluation.GoldArticle;
import org.weerwoord.evaluation.GoldErrors;
import org.weerwoord.evaluation.RoleErrors;

/**
 * Scores a model and two baselines on gold articles: each is split and labelled as the label job
 * does it, and counted where it is; only counts come together.
 */
final class EvaluateJob {

  private final SparkSession spark;
  private final JavaRDD<GoldArticle> gold;

  EvaluateJob(SparkSession spark, JavaRDD<GoldArticle> gold) {
    this.spark = spark;
    this.gold = gold;
  }

  /** Returns the evaluation of a model and those of the baselines, by name, in this order. */
  Map<String, Evaluation> run(Labeller labeller) {
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    evaluations.put(labeller.classifier().modelId(), evaluation(GoldPredictor.of(labeller)));
    for (StatementClassifier baseline :
        List.of(new MajorityClassifier(), new CueWordClassifier())) {
      evaluations.put(
          baseline.modelId(), evaluation(GoldPredictor.of(Labeller.withoutAttribution(baseline))));
    }
    return evaluations;
  }

  /** Returns the evaluation of what a predictor finds. */
  Evaluation evaluation(GoldPredictor predictor) {
    Broadcast<GoldPredictor> shipped = broadcast(predictor);
    Evaluation result =
        gold.treeAggregate(
            new Evaluation(),
            (evaluation, article) -> {
              evaluation.add(article, shipped.value().predict(article));
              return evaluation;
            },
            (evaluation, other) -> {
              evaluation.merge(other);
              return evaluation;
            });
    shipped.destroy();
    return result;
  }

  /** Returns a JSON line for every gold statement that is labelled otherwise. */
  JavaRDD<String> labelErrors(GoldPredictor predictor) {
    Broadcast<GoldPredictor> shipped = broadcast(predictor);
    return gold.flatMap(
        article ->
            GoldErrors.of(article, shipped.value().predict(article)).stream()
                .map(GoldErrors.GoldError::toJsonLine)
                .iterator());
  }

  /** Returns a JSON line for every source, target and answer of a right label that is wrong. */
  JavaRDD<String> roleErrors(GoldPredictor predictor) {
    Broadcast<GoldPredictor> shipped = broadcast(predictor);
    return gold.flatMap(
        article ->
            RoleErrors.of(article, shipped.value().predict(article)).stream()
                .map(RoleErrors.RoleError::toJsonLine)
                .iterator());
  }

  private Broadcast<GoldPredictor> broadcast(GoldPredictor predictor) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(predictor);
  }
}
