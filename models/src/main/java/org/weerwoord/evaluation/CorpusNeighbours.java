package org.weerwoord.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.StatementLabel;

/**
 * Finds the statements of a corpus that are most like those of an article: by the cosine between
 * their words, pairs of words and character n-grams, weighted by rarity, as a classifier sees them.
 * The corpus passes by once and is not kept.
 */
public final class CorpusNeighbours {

  private static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbour::similarity)
          .reversed()
          .thenComparing(Neighbour::articleId)
          .thenComparingInt(Neighbour::position);

  private final StackedClassifier classifier;
  private final int most;
  private final int statements;

  /** By feature, the article's statements in which it occurs; null where it occurs in none. */
  private final Entry[] postings = new Entry[SparseFeatures.DIMENSION];

  /** A statement with a feature, its value there, and the next statement with it, or null. */
  private record Entry(int statement, double value, Entry next) {}

  /**
   * A statement of the corpus.
   *
   * @param articleId its article
   * @param position in that article
   * @param similarity cosine, over 0 and at most 1
   */
  public record Neighbour(
      String articleId, int position, StatementLabel label, String text, double similarity) {}

  private CorpusNeighbours(StackedClassifier classifier, ArticleReading article, int most) {
    this.classifier = classifier;
    this.most = most;
    this.statements = article.size();
    for (int i = 0; i < statements; i++) {
      int statement = i;
      classifier.forEachWordFeature(
          article,
          i,
          (index, value) -> postings[index] = new Entry(statement, value, postings[index]));
    }
  }

  /**
   * Returns the nearest statements of a corpus for each statement of an article, nearest first.
   *
   * @param most neighbours of a statement at most; there are fewer if fewer share a feature with it
   */
  public static List<List<Neighbour>> find(
      StackedClassifier classifier,
      ArticleReading article,
      Stream<CorpusArticle> corpus,
      int most) {
    CorpusNeighbours neighbours = new CorpusNeighbours(classifier, article, most);
    return corpus.parallel().map(neighbours::in).reduce(neighbours.none(), neighbours::nearer);
  }

  private List<List<Neighbour>> none() {
    return Stream.generate(List::<Neighbour>of).limit(statements).toList();
  }

  private List<List<Neighbour>> in(CorpusArticle article) {
    LabelledArticle labelled = article.toLabelled();
    ArticleReading reading = ArticleReading.of(labelled.statements(), labelled.language());
    List<List<Neighbour>> found =
        Stream.generate(() -> (List<Neighbour>) new ArrayList<Neighbour>())
            .limit(statements)
            .toList();
    for (int position = 0; position < reading.size(); position++) {
      double[] similarities = new double[statements];
      classifier.forEachWordFeature(
          reading,
          position,
          (index, value) -> {
            for (Entry entry = postings[index]; entry != null; entry = entry.next()) {
              similarities[entry.statement()] += entry.value() * value;
            }
          });
      for (int i = 0; i < statements; i++) {
        if (similarities[i] > 0) {
          found
              .get(i)
              .add(
                  new Neighbour(
                      article.id(),
                      position,
                      labelled.labels().get(position),
                      labelled.statements().get(position).text(),
                      Math.min(1, similarities[i])));
        }
      }
    }
    return nearer(found, none());
  }

  private List<List<Neighbour>> nearer(List<List<Neighbour>> some, List<List<Neighbour>> others) {
    List<List<Neighbour>> nearest = new ArrayList<>(statements);
    for (int i = 0; i < statements; i++) {
      nearest.add(
          Stream.concat(some.get(i).stream(), others.get(i).stream())
              .sorted(NEAREST_FIRST)
              .limit(most)
              .toList());
    }
    return nearest;
  }
}
