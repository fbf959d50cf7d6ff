package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.TrainedClassifier;
import org.weerwoord.classifiers.dl4j.InputGroup;
import org.weerwoord.classifiers.dl4j.RoleTraining;
import org.weerwoord.classifiers.dl4j.SequenceClassifier;
import org.weerwoord.classifiers.dl4j.SequenceModelFile;
import org.weerwoord.classifiers.mllib.AttributionTrainer;
import org.weerwoord.classifiers.mllib.CrossValidation;
import org.weerwoord.classifiers.mllib.StackedTrainer;
import org.weerwoord.classifiers.mllib.TrainingParameters;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.evaluation.Evaluation;
import org.weerwoord.evaluation.Scores;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.jobs.HeldOutMistakes.Unseen;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.StatementLabel;
import scala.Tuple2;

/** Trains the MLlib classifier and the attribution, measures them, and describes them. */
final class TrainJob {

  private final SparkSession spark;
  private final List<String> corpusPaths;
  private final List<String> rolePaths;
  private final List<String> calibrationPaths;
  private final List<String> goldPaths;
  private final double share;
  private final double roleWeight;
  private final TrainingParameters parameters;
  private final Optional<EncoderOptions> encoder;
  private JavaRDD<LabelledArticle> articles;

  /** Those that sources, targets and answers are learnt from: all of {@link #articles} too. */
  private JavaRDD<LabelledArticle> roleArticles;

  private Set<String> calibrationIds;
  private DeepTrainingJob deep;
  private Trained trained;
  private Attributor attributor;

  /**
   * @param share of the corpus's articles to train on, over 0 and at most 1
   * @param encoder options of the dl4j classifier; only the mllib one is trained if empty
   */
  TrainJob(
      SparkSession spark,
      List<String> corpusPaths,
      List<String> rolePaths,
      List<String> calibrationPaths,
      List<String> goldPaths,
      double share,
      TrainingParameters parameters,
      Optional<EncoderOptions> encoder) {
    this.spark = spark;
    this.corpusPaths = corpusPaths;
    this.rolePaths = rolePaths;
    this.calibrationPaths = calibrationPaths;
    this.goldPaths = goldPaths;
    this.share = share;
    this.parameters = parameters;
    this.encoder = encoder;
    this.roleWeight =
        encoder.isPresent() ? Labeller.LEFT_TO_THE_CLASSIFIER : Labeller.FAST_ROLE_WEIGHT;
  }

  /** A trained model. */
  static final class Result {
    private final Map<String, byte[]> files;
    private final ModelManifest manifest;

    /**
     * @param files of the model folder but the manifest and the card, by name
     */
    Result(Map<String, byte[]> files, ModelManifest manifest) {
      this.files = files;
      this.manifest = manifest;
    }

    String card() {
      return ModelCard.text(manifest);
    }

    /** Writes the model in the place of one that the folder may hold. */
    void write(ResultFolder folder) throws IOException {
      Set<String> former =
          folder.read(ModelFile.MANIFEST).map(SequenceModelFile::listed).orElse(Set.of());
      // A folder without a manifest is no model, so that old and new files never pass for one.
      folder.delete(ModelFile.MANIFEST);
      for (String name : former) {
        if (!files.containsKey(name)) {
          folder.delete(name);
        }
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        folder.write(file.getKey(), file.getValue());
      }
      writeDescription(folder);
    }

    void writeDescription(ResultFolder folder) throws IOException {
      folder.write(ModelCard.FILE, card().getBytes(StandardCharsets.UTF_8));
      folder.write(ModelFile.MANIFEST, manifest.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * What training makes.
   *
   * @param unseen articles that calibration rests on, as models saw them that had not before
   * @param files of the model folder but the manifest and the card, by name
   */
  private record Trained(
      TrainedClassifier classifier,
      CrossValidation crossValidation,
      JavaRDD<Unseen> unseen,
      Map<String, byte[]> files) {}

  /** Trains and measures a model. */
  Result run() throws IOException {
    articles = articles(corpusPaths).cache();
    roleArticles = rolePaths.isEmpty() ? articles : articles.union(articles(rolePaths));
    refuseRepeatedIds();
    if (!goldPaths.isEmpty()) {
      // Before the training, since a gold article that can't be read would lose it.
      JsonLines.gold(spark, goldPaths).count();
    }
    Optional<String> labelsFrom = encoder.flatMap(EncoderOptions::labelsFrom);
    return labelsFrom.isPresent() ? learnRoles(labelsFrom.get()) : learnAll();
  }

  private Result learnAll() throws IOException {
    TrainingLog log = new TrainingLog();
    RoleTrainingJob roleTraining = new RoleTrainingJob(spark, parameters, roleArticles, log::note);
    if (encoder.isPresent()) {
      roleTraining.check();
      encoder.get().check();
    }
    calibrationIds = calibrationIds();
    StackedTrainer.Result fitted = fit(parameters, articles, calibrationIds);
    ModelManifest manifest =
        ModelManifest.create(
            encoder.isPresent() ? ModelManifest.DL4J_FORMAT : ModelManifest.MLLIB_FORMAT);
    ObjectNode json = manifest.json();
    if (encoder.isPresent()) {
      deep =
          new DeepTrainingJob(
              spark,
              parameters,
              encoder.get(),
              articles,
              calibrationIds,
              fitted,
              roleTraining,
              log);
      DeepTrainingJob.Result result = deep.run();
      attributor = new Attributor(result.attribution());
      trained =
          new Trained(
              result.classifier(),
              result.crossValidation(),
              JavaSparkContext.fromSparkContext(spark.sparkContext())
                  .parallelize(result.unseen(), 1),
              result.files(manifest));
    } else {
      AttributionModel attribution = attribution();
      attributor = new Attributor(attribution);
      byte[] weights =
          StackedModelFile.weights(
              fitted.vocabulary(),
              fitted.statementModel(),
              fitted.contextModel(),
              fitted.calibration(),
              attribution);
      json.put("model_id", StackedModelFile.modelId(weights));
      json.put("weights_sha256", StackedModelFile.sha256(weights));
      trained =
          new Trained(
              fitted.classifier(parameters.families()),
              fitted.crossValidation(),
              unseen(fitted),
              Map.of(StackedModelFile.WEIGHTS, weights));
    }
    json.put("threshold", trained.crossValidation().bestThreshold());
    json.put("role_weight", roleWeight);
    parameters.families().stream().sorted().map(Enum::name).forEach(json.putArray("features")::add);
    addCorpus(json.putObject("corpus"), articles);
    addRoles(json.putObject("attribution"));
    addParameters(json.putObject("parameters"), fitted, calibrationIds);
    addVersions(json);
    addCrossValidation(json.putObject("cross_validation"), trained.crossValidation());
    HeldOutMistakes.add(
        json.putArray("mistakes"), trained.unseen(), trained.crossValidation().bestThreshold());
    addGold(json, new Labeller(trained.classifier(), attributor, roleWeight));
    return new Result(trained.files(), manifest);
  }

  /** Learns who acts anew, and keeps of a model all that finds labels. */
  private Result learnRoles(String folder) throws IOException {
    Function<String, byte[]> files =
        name -> LoadedModel.bytes(spark.sparkContext().hadoopConfiguration(), folder, name);
    SequenceModelFile own = SequenceModelFile.read(files);
    TrainingLog log = new TrainingLog(files.apply(TrainingLog.FILE), RoleTraining.FIRST_LINE);
    RoleTrainingJob.Result roles =
        new RoleTrainingJob(spark, parameters, roleArticles, log::note).run(own.encoder(files));
    ModelManifest manifest = ModelManifest.create(ModelManifest.DL4J_FORMAT);
    ObjectNode json = manifest.json();
    json.setAll(own.manifest().json());
    Map<String, byte[]> made =
        SequenceModelFile.withRoles(manifest, own, files, roles.attribution(), roles.network());
    made.put(TrainingLog.FILE, log.bytes());
    ObjectNode learnt = json.putObject("attribution");
    addRoles(learnt);
    learnt.put("corpus_sha256_sum", digest(JsonLines.lines(spark, corpusPaths)));
    if (!json.has("labels_from")) {
      json.put("labels_from", own.manifest().required("model_id"));
    }
    addVersions(json);
    SequenceClassifier classifier = own.classifier().withRoles(roles.network());
    json.remove(List.of("gold", "gold_roles", "ablation"));
    addGold(json, new Labeller(classifier, new Attributor(roles.attribution()), own.roleWeight()));
    return new Result(made, manifest);
  }

  private static void addVersions(ObjectNode json) {
    ObjectNode versions = json.putObject("versions");
    versions.put("weerwoord", Version.weerwoord());
    versions.put("spark", Version.spark());
    versions.put("java", Version.java());
  }

  private void addGold(ObjectNode json, Labeller labeller) {
    if (goldPaths.isEmpty()) {
      return;
    }
    EvaluateJob goldJob = goldJob();
    addGold(
        json.putObject("gold"),
        goldJob.besideBaselines(
            json.get("model_id").asText(), goldJob.find(GoldPredictor.of(labeller))));
    addGoldRoles(
        json.putObject("gold_roles"),
        goldJob.find(GoldPredictor.onGoldLabels(labeller)).evaluation());
  }

  /** Adds to the description of a model, after {@link #run}, what its parts bring. */
  void addAblation(Result result) throws IOException {
    ArrayNode rows = result.manifest.json().putArray("ablation");
    boolean decided = roleWeight < Labeller.LEFT_TO_THE_CLASSIFIER;
    addVariant(
        rows,
        (decided ? "without" : "with") + " the decision by roles",
        trained.classifier(),
        trained.crossValidation(),
        decided ? Labeller.LEFT_TO_THE_CLASSIFIER : Labeller.FAST_ROLE_WEIGHT);
    if (deep == null) {
      addFamilies(rows);
    } else {
      addInputs(rows);
    }
  }

  private JavaRDD<LabelledArticle> articles(List<String> paths) {
    TrainingParameters chosen = parameters;
    double taken = share;
    return JsonLines.corpus(spark, paths)
        .filter(article -> chosen.draw(article.id()) < taken)
        .map(CorpusArticle::toLabelled);
  }

  private StackedTrainer.Result fit(
      TrainingParameters chosen, JavaRDD<LabelledArticle> articles, Set<String> calibrationIds) {
    try {
      return new StackedTrainer(spark, chosen).fit(articles, calibrationIds);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private JavaRDD<Unseen> unseen(StackedTrainer.Result fitted) {
    TrainingParameters chosen = parameters;
    Set<String> ids = calibrationIds;
    Broadcast<List<StackedClassifier>> withoutFold =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(
                IntStream.range(0, chosen.folds())
                    .mapToObj(fold -> fitted.classifierWithout(fold, chosen.families()))
                    .toList());
    return articles
        .filter(article -> StackedTrainer.calibrates(article, ids))
        .map(
            article -> {
              ArticleActors actors =
                  ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
              return new Unseen(
                  article,
                  List.of(
                      withoutFold.value().get(chosen.fold(article.id())).probabilities(actors)));
            });
  }

  private AttributionModel attribution() {
    try {
      return new AttributionTrainer(spark, parameters).fit(roleArticles);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /** An article that came twice would weigh twice; two of one name can't be told apart. */
  private void refuseRepeatedIds() {
    List<String> repeated =
        roleArticles
            .mapToPair(article -> new Tuple2<>(article.id(), 1))
            .reduceByKey(Integer::sum)
            .filter(count -> count._2() > 1)
            .map(Tuple2::_1)
            .takeOrdered(1);
    if (!repeated.isEmpty()) {
      throw new BadInputException(
          "Each article of --corpus and --role-corpus must have an id of its own, but '"
              + repeated.get(0)
              + "' comes more than once: name each file once, and leave out or rename one of the"
              + " articles");
    }
  }

  private Set<String> calibrationIds() {
    return calibrationPaths.isEmpty()
        ? Set.of()
        : Set.copyOf(
            JsonLines.corpus(spark, calibrationPaths).map(CorpusArticle::id).distinct().collect());
  }

  private EvaluateJob goldJob() {
    return new EvaluateJob(spark, JsonLines.gold(spark, goldPaths));
  }

  private void addCorpus(ObjectNode json, JavaRDD<LabelledArticle> articles) {
    Map<StatementLabel, Long> counts =
        articles.flatMap(article -> article.labels().iterator()).countByValue();
    json.put("articles", articles.count());
    json.put("statements", counts.values().stream().mapToLong(Long::longValue).sum());
    ObjectNode labels = json.putObject("labels");
    for (StatementLabel label : StatementLabel.values()) {
      labels.put(label.text(), counts.getOrDefault(label, 0L));
    }
    json.put("share", share);
    json.put("sha256_sum", digest(JsonLines.lines(spark, corpusPaths)));
  }

  /** Adds what the rankings of actors and charges were fitted on. */
  private void addRoles(ObjectNode json) {
    JavaRDD<LabelledRoles> acts = roleArticles.flatMap(article -> acts(article).iterator()).cache();
    json.put("articles", roleArticles.count());
    json.put("acts", acts.count());
    json.put("with_source", acts.filter(roles -> RoleTrainingJob.isNamed(roles.source())).count());
    json.put("with_target", acts.filter(roles -> RoleTrainingJob.isNamed(roles.target())).count());
    json.put("answers", acts.filter(roles -> roles.answers() >= 0).count());
    acts.unpersist();
    if (!rolePaths.isEmpty()) {
      json.put("role_corpus_sha256_sum", digest(JsonLines.lines(spark, rolePaths)));
    }
  }

  private static List<LabelledRoles> acts(LabelledArticle article) {
    List<LabelledRoles> acts = new ArrayList<>();
    for (int i = 0; i < article.labels().size(); i++) {
      if (article.labels().get(i) != StatementLabel.NONE) {
        acts.add(article.roles().get(i));
      }
    }
    return acts;
  }

  /**
   * Returns a digest of the corpus that does not depend on the order of its lines: the sum of the
   * SHA-256 digests of the lines, each taken as four 64-bit numbers.
   */
  static String digest(JavaRDD<String> lines) {
    List<Long> sum =
        lines
            .map(TrainJob::digest)
            .fold(
                List.of(0L, 0L, 0L, 0L),
                (some, other) -> {
                  List<Long> sums = new ArrayList<>(some.size());
                  for (int i = 0; i < some.size(); i++) {
                    sums.add(some.get(i) + other.get(i));
                  }
                  return sums;
                });
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * sum.size());
    sum.forEach(bytes::putLong);
    return HexFormat.of().formatHex(bytes.array());
  }

  private static List<Long> digest(String line) {
    ByteBuffer bytes = ByteBuffer.wrap(DigestUtils.sha256(line));
    return List.of(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  private void addParameters(
      ObjectNode json, StackedTrainer.Result fitted, Set<String> calibrationIds) {
    json.put("folds", parameters.folds());
    json.put("seed", parameters.seed());
    json.put("iterations", parameters.iterations());
    json.put("training_partitions", parameters.partitions());
    json.put("least_frequency", parameters.leastFrequency());
    json.put("balance", parameters.balance());
    json.put("context_balance", parameters.contextBalance());
    json.put("act_share", parameters.actShare());
    json.put("counter_share", parameters.counterShare());
    json.put("statement_regularisation", parameters.statementRegularisation());
    json.put("context_regularisation", parameters.contextRegularisation());
    json.put("calibration_regularisation", parameters.calibrationRegularisation());
    json.put("vocabulary", fitted.vocabulary().size());
    json.put(
        "calibration_articles",
        calibrationIds.isEmpty() ? "all" : Integer.toString(calibrationIds.size()));
    encoder.ifPresent(
        options -> json.put("deep", options.parameters(parameters.seed()).toString()));
  }

  private static void addCrossValidation(ObjectNode json, CrossValidation scores) {
    json.put("macro_f1", rounded(scores.macroF1()));
    double[] f1 = scores.f1();
    for (StatementLabel label : StatementLabel.values()) {
      json.put(label.text(), rounded(f1[label.ordinal()]));
    }
  }

  private static void addGold(ObjectNode json, Map<String, Evaluation> evaluations) {
    evaluations.forEach(
        (name, evaluation) -> {
          ObjectNode groups = json.putObject(name);
          evaluation
              .groups()
              .forEach((group, scores) -> addScores(groups.putObject(group), scores));
        });
  }

  private static void addScores(ObjectNode json, Scores scores) {
    json.put("articles", scores.articles());
    json.put("statements", scores.statements());
    json.put("macro_f1", rounded(scores.macroF1()));
    for (StatementLabel label : StatementLabel.values()) {
      ObjectNode node = json.putObject(label.text());
      node.put("precision", rounded(scores.precision(label)));
      node.put("recall", rounded(scores.recall(label)));
      node.put("f1", rounded(scores.f1(label)));
      node.put("support", scores.support(label));
    }
    scores.calibrationError().ifPresent(error -> json.put("calibration_error", rounded(error)));
  }

  /** Adds how many sources, targets and answers are found on gold labels. */
  private static void addGoldRoles(ObjectNode json, Evaluation evaluation) {
    evaluation
        .groups()
        .forEach(
            (group, scores) -> {
              ObjectNode node = json.putObject(group);
              node.put("source", rounded(scores.source().givenLabel()));
              node.put("target", rounded(scores.target().givenLabel()));
              node.put("answers", rounded(scores.answers()));
              node.put("acts", scores.statements() - scores.support(StatementLabel.NONE));
              node.put("replies", scores.answersSupport());
            });
  }

  private void addFamilies(ArrayNode rows) {
    for (FeatureFamily family : FeatureFamily.values()) {
      Set<FeatureFamily> rest = EnumSet.copyOf(parameters.families());
      rest.remove(family);
      StackedTrainer.Result fitted = fit(parameters.withFamilies(rest), articles, calibrationIds);
      addVariant(
          rows,
          "without " + family.text(),
          fitted.classifier(rest),
          fitted.crossValidation(),
          roleWeight);
    }
  }

  private void addInputs(ArrayNode rows) throws IOException {
    for (Set<InputGroup> read :
        List.of(
            EnumSet.of(InputGroup.FAST),
            EnumSet.of(InputGroup.VECTOR, InputGroup.LOGITS),
            EnumSet.of(InputGroup.VECTOR, InputGroup.FAST),
            EnumSet.of(InputGroup.LOGITS, InputGroup.FAST))) {
      DeepTrainingJob.Result result = deep.sequence(read);
      addVariant(
          rows,
          "sequence model on "
              + read.stream().map(InputGroup::text).collect(Collectors.joining(" and "))
              + " only",
          result.classifier(),
          result.crossValidation(),
          roleWeight);
    }
  }

  private void addVariant(
      ArrayNode rows,
      String name,
      TrainedClassifier classifier,
      CrossValidation crossValidation,
      double roleWeight) {
    ObjectNode row = rows.addObject();
    row.put("variant", name);
    row.put("cross_validation", rounded(crossValidation.macroF1()));
    if (!goldPaths.isEmpty()) {
      Labeller labeller = new Labeller(classifier, attributor, roleWeight);
      ObjectNode gold = row.putObject("gold");
      goldJob()
          .find(GoldPredictor.of(labeller))
          .evaluation()
          .groups()
          .forEach((group, scores) -> gold.put(group, rounded(scores.macroF1())));
    }
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
