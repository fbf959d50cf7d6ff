package org.weerwoord.jobs;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.classifiers.CueWordClassifier;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.MajorityClassifier;
import org.weerwoord.classifiers.StatementClassifier;
import org.weerwoord.evaluation.ComparedStatement;
import org.weerwoord.evaluation.ErrorGroups;
import org.weerwoord.evaluation.Evaluation;
import org.weerwoord.evaluation.GoldArticle;
import org.weerwoord.evaluation.Mistake;
import org.weerwoord.evaluation.Predicted;
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

  /** A gold article and what was found in it. */
  private record Compared(GoldArticle gold, List<Predicted> predicted) implements Serializable {}

  /** What a predictor found in the gold articles, which is found once and kept. */
  static final class Found {

    private final JavaRDD<Compared> articles;
    private final JavaRDD<List<ComparedStatement>> statements;

    private Found(JavaRDD<Compared> articles) {
      this.articles = articles;
      this.statements =
          articles
              .map(article -> ComparedStatement.of(article.gold(), article.predicted()))
              .cache();
    }

    /** Returns how it compares with gold. */
    Evaluation evaluation() {
      return counted(
          articles,
          Evaluation::new,
          (evaluation, article) -> evaluation.add(article.gold(), article.predicted()),
          Evaluation::merge);
    }

    /** Returns where it differs from gold. */
    ErrorGroups errorGroups() {
      return counted(statements, ErrorGroups::new, ErrorGroups::add, ErrorGroups::merge);
    }

    /** Returns a JSON line for every gold statement whose label is wrong in a way. */
    JavaRDD<String> labelErrors(Mistake kind) {
      return statements.flatMap(
          article ->
              article.stream()
                  .filter(statement -> statement.mistake() == kind)
                  .map(ComparedStatement::toJsonLine)
                  .iterator());
    }

    /** Returns a JSON line for every source, target and answer of a right label that is wrong. */
    JavaRDD<String> roleErrors() {
      return articles.flatMap(
          article ->
              RoleErrors.of(article.gold(), article.predicted()).stream()
                  .map(RoleErrors.RoleError::toJsonLine)
                  .iterator());
    }

    private static <T, U> T counted(
        JavaRDD<U> articles, Zero<T> zero, Step<T, U> add, Step<T, T> merge) {
      return articles.treeAggregate(
          zero.get(),
          (counts, article) -> {
            add.accept(counts, article);
            return counts;
          },
          (counts, other) -> {
            merge.accept(counts, other);
            return counts;
          });
    }
  }

  private interface Zero<T> extends Supplier<T>, Serializable {}

  private interface Step<T, U> extends Serializable {
    void accept(T counts, U other);
  }

  /** Returns what a predictor finds. */
  Found find(GoldPredictor predictor) {
    Broadcast<GoldPredictor> shipped =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(predictor);
    return new Found(
        gold.map(article -> new Compared(article, shipped.value().predict(article))).cache());
  }

  /** Returns the evaluation of a model and those of the baselines, by name, in this order. */
  Map<String, Evaluation> besideBaselines(String modelId, Found found) {
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    evaluations.put(modelId, found.evaluation());
    for (StatementClassifier baseline :
        List.of(new MajorityClassifier(), new CueWordClassifier())) {
      evaluations.put(
          baseline.modelId(),
          find(GoldPredictor.of(Labeller.withoutAttribution(baseline))).evaluation());
    }
    return evaluations;
  }
}
