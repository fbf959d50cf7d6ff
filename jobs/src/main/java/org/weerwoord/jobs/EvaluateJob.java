package org.weerwoord.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.CueWordClassifier;
import org.weerwoord.classifiers.MajorityClassifier;
import org.weerwoord.classifiers.StatementClassifier;
import org.weerwoord.evaluation.Evaluation;
import org.weerwoord.evaluation.GoldArticle;
import org.weerwoord.evaluation.GoldErrors;
import org.weerwoord.evaluation.Predicted;
import org.weerwoord.text.Article;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

/**
 * Scores a classifier and two baselines on gold articles: each is split and labelled as the label
 * job does it, and counted where it is; only counts come together.
 */
final class EvaluateJob {

  private final SparkSession spark;
  private final JavaRDD<GoldArticle> gold;

  EvaluateJob(SparkSession spark, JavaRDD<GoldArticle> gold) {
    this.spark = spark;
    this.gold = gold;
  }

  /** Returns the evaluation of a classifier and those of the baselines, by name, in this order. */
  Map<String, Evaluation> run(StatementClassifier classifier) {
    List<StatementClassifier> classifiers =
        List.of(classifier, new MajorityClassifier(), new CueWordClassifier());
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    for (StatementClassifier each : classifiers) {
      evaluations.put(each.modelId(), evaluation(each));
    }
    return evaluations;
  }

  /** Returns the evaluation of one classifier. */
  Evaluation evaluation(StatementClassifier classifier) {
    Broadcast<StatementClassifier> shipped = broadcast(classifier);
    Evaluation result =
        gold.treeAggregate(
            new Evaluation(),
            (evaluation, article) -> {
              evaluation.add(article, predicted(article, shipped.value()));
              return evaluation;
            },
            (evaluation, other) -> {
              evaluation.merge(other);
              return evaluation;
            });
    shipped.destroy();
    return result;
  }

  /** Returns a JSON line for every gold statement that the classifier labels otherwise. */
  JavaRDD<String> errors(StatementClassifier classifier) {
    Broadcast<StatementClassifier> shipped = broadcast(classifier);
    return gold.flatMap(
        article ->
            GoldErrors.of(article, predicted(article, shipped.value())).stream()
                .map(GoldErrors.GoldError::toJsonLine)
                .iterator());
  }

  private Broadcast<StatementClassifier> broadcast(StatementClassifier classifier) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(classifier);
  }

  private static List<Predicted> predicted(GoldArticle gold, StatementClassifier classifier) {
    Article article =
        new Article(gold.id(), null, gold.language().code(), null, null, null, gold.text());
    List<Statement> statements = StatementExtractor.extract(article);
    List<Classification> classifications = classifier.classify(statements, gold.language());
    List<Predicted> predicted = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      Classification classification = classifications.get(i);
      predicted.add(
          new Predicted(
              statement.begin(),
              statement.end(),
              classification.label(),
              Integer.toString(statement.position()),
              null,
              null,
              null,
              classification.probabilities().stream().mapToDouble(p -> p).toArray()));
    }
    return predicted;
  }
}
