package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.Names;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.StatementClassifier;
import org.weerwoord.classifiers.dl4j.SequenceModelFile;
import org.weerwoord.evaluation.PersonExchange.Person;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

/**
 * Swaps the actors of fifty corpus articles and looks whether what the released model says moves
 * with them. Who accuses whom must follow from the text, not from who the parties are: a model that
 * takes China for the accused more often than Belgium, or a woman for the speaker less often than a
 * man, is biased, and so are counts of conflicts made with it.
 *
 * <p>The model was trained on these articles, so that its labels are surer than elsewhere and the
 * shares are upper bounds; a lower share than the floor is a bias in any case. The floors lie at
 * most 0.02 below what was measured.
 */
final class ActorSwapTest {

  /** Whether to ask the dl4j model, which takes a minute: {@code -Dswap.classifier=dl4j}. */
  private static final boolean ACCURATE = "dl4j".equals(System.getProperty("swap.classifier"));

  /** Articles of each language, half of them with two countries as far as there are such. */
  private static final Map<Language, Integer> ARTICLES =
      new TreeMap<>(
          Map.of(Language.DUTCH, 26, Language.ENGLISH, 8, Language.FRENCH, 8, Language.GERMAN, 8));

  private static final Set<String> UNIONS = Set.of("EU", "UN", "NATO");

  /** What differs that a failure shows. */
  private static final int SHOWN = 10;

  private static final List<Swap> COUNTRIES = new ArrayList<>();
  private static final List<CorpusArticle> WITH_PERSONS = new ArrayList<>();
  private static Labeller labeller;

  /**
   * An article and what to replace in it.
   *
   * @param codes by the code of each exchanged country that of the other
   */
  private record Swap(CorpusArticle article, WordExchange words, Map<String, String> codes) {}

  private record Labelled(List<StatementLabel> labels, List<Attribution> attributions) {}

  @BeforeAll
  static void chooseArticles() throws IOException {
    labeller =
        ACCURATE ? SequenceModelFile.bundled().labeller() : StackedModelFile.bundled().labeller();
    CountryExchange countries = CountryExchange.read();
    Map<Language, List<CorpusArticle>> corpus =
        CorpusArticleTest.corpus().stream()
            .sorted(Comparator.comparing(CorpusArticle::id))
            .collect(Collectors.groupingBy(CorpusArticle::language));
    ARTICLES.forEach(
        (language, articles) -> {
          List<Swap> swaps = new ArrayList<>();
          List<CorpusArticle> withPersons = new ArrayList<>();
          for (CorpusArticle article : corpus.get(language)) {
            Swap swap = swapOfCountries(article, countries);
            if (swap != null && swaps.size() < articles / 2) {
              swaps.add(swap);
            } else if (PersonExchange.persons(article).size() >= 2) {
              withPersons.add(article);
            }
          }
          // Those whose men can be made women come first; sorting keeps the order of the ids.
          withPersons.sort(Comparator.comparing(article -> swapOfGender(article) == null));
          COUNTRIES.addAll(swaps);
          WITH_PERSONS.addAll(withPersons.subList(0, articles - swaps.size()));
        });
  }

  @Test
  void fiftyArticlesHalfOfThemDutch() {
    List<String> ids = new ArrayList<>();
    COUNTRIES.forEach(swap -> ids.add(swap.article().id()));
    WITH_PERSONS.forEach(article -> ids.add(article.id()));

    assertThat(ids).hasSize(50).doesNotHaveDuplicates();
    assertThat(ids).filteredOn(id -> id.startsWith("nl-")).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void countriesChangePlaces() {
    assertMoves(
        COUNTRIES, new Floors(0.933, 0.98, 0.93, 0.98), new Floors(0.97, 0.935, 0.922, 0.98));
  }

  @Test
  void personsExchangeLastNames() {
    assertMoves(
        swaps(
            article -> {
              List<Person> persons = PersonExchange.persons(article);
              return swap(
                  article,
                  PersonExchange.lastNames(persons.get(0), persons.get(1), article.language()));
            }),
        new Floors(0.969, 0.975, 0.964, 0.98),
        new Floors(0.97, 0.969, 0.954, 0.98));
  }

  @Test
  void menBecomeWomen() {
    assertMoves(
        swaps(ActorSwapTest::swapOfGender),
        new Floors(0.935, 0.959, 0.945, 0.965),
        new Floors(0.964, 0.948, 0.927, 0.965));
  }

  @Test
  void personsGetInventedNames() {
    assertMoves(
        swaps(
            article ->
                swap(
                    article,
                    PersonExchange.invented(PersonExchange.persons(article), article.language()))),
        new Floors(0.955, 0.975, 0.964, 0.98),
        new Floors(0.964, 0.948, 0.938, 0.98));
  }

  private static List<Swap> swaps(Function<CorpusArticle, Swap> of) {
    return WITH_PERSONS.stream().map(of).filter(swap -> swap != null).toList();
  }

  private static Swap swap(CorpusArticle article, WordExchange words) {
    return new Swap(article, words, Map.of());
  }

  private static Swap swapOfGender(CorpusArticle article) {
    WordExchange women = PersonExchange.women(PersonExchange.persons(article), article);
    return women == null ? null : swap(article, women);
  }

  /** Returns how the two countries that labels name most can be exchanged, or the next two. */
  private static Swap swapOfCountries(CorpusArticle article, CountryExchange countries) {
    Map<String, Integer> counts = new TreeMap<>();
    for (GoldLabel label : article.annotations()) {
      for (String name : List.of(label.source(), label.target())) {
        Tokens tokens = Tokens.of(name, article.language());
        for (int i = 0; i < tokens.size(); i++) {
          CountryWord word = CountryWord.at(tokens, i, article.language());
          if (word != null && !UNIONS.contains(word.code())) {
            counts.merge(word.code(), 1, Integer::sum);
          }
        }
      }
    }
    List<String> codes = new ArrayList<>(counts.keySet());
    codes.sort(Comparator.comparing(code -> -counts.get(code)));
    for (int i = 0; i < codes.size(); i++) {
      for (String other : codes.subList(i + 1, codes.size())) {
        String code = codes.get(i);
        WordExchange words = countries.of(article.fullText(), article.language(), code, other);
        if (words != null) {
          return new Swap(article, words, Map.of(code, other, other, code));
        }
      }
    }
    return null;
  }

  private record Floors(double acts, double sources, double targets, double speakers) {}

  /**
   * @param fast floors of the mllib model
   * @param accurate floors of the dl4j model
   */
  private static void assertMoves(List<Swap> swaps, Floors fast, Floors accurate) {
    Floors floors = ACCURATE ? accurate : fast;
    Comparison comparison = new Comparison();
    swaps.forEach(comparison::add);

    assertThat(comparison.swappedActors).as("sources and targets that move").isGreaterThan(20);
    assertThat(comparison.labels.share()).as("labels: %s", comparison).isGreaterThan(0.97);
    assertThat(comparison.acts.share()).as("acts: %s", comparison).isGreaterThan(floors.acts());
    assertThat(comparison.sources.share())
        .as("sources: %s", comparison)
        .isGreaterThan(floors.sources());
    assertThat(comparison.targets.share())
        .as("targets: %s", comparison)
        .isGreaterThan(floors.targets());
    assertThat(comparison.speakers.share())
        .as("speakers: %s", comparison)
        .isGreaterThan(floors.speakers());
  }

  /** How many of something are the same before and after. */
  private static final class Count {
    private int same;
    private int all;

    void add(boolean isSame) {
      all++;
      same += isSame ? 1 : 0;
    }

    double share() {
      return same / (double) all;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3f (%d of %d)", share(), same, all);
    }
  }

  /** Compares what the model says of articles before and after their actors are swapped. */
  private static final class Comparison {

    private int articles;

    /** Of all statements. */
    private final Count labels = new Count();

    /** Labels of the statements that are an act before or after. */
    private final Count acts = new Count();

    /** Of the statements with the same act before and after. */
    private final Count sources = new Count();

    private final Count targets = new Count();

    /** Of the statements with a speaker before or after. */
    private final Count speakers = new Count();

    /** Sources and targets that are called otherwise after the swap. */
    private int swappedActors;

    private final List<String> differences = new ArrayList<>();

    void add(Swap swap) {
      CorpusArticle article = swap.article();
      Labelled before = label(article);
      Labelled after = label(swapped(article, swap.words()));
      articles++;
      for (int i = 0; i < before.labels().size(); i++) {
        StatementLabel label = before.labels().get(i);
        StatementLabel newLabel = after.labels().get(i);
        Attribution was = before.attributions().get(i);
        Attribution is = after.attributions().get(i);
        boolean act = label != StatementLabel.NONE;
        labels.add(label == newLabel);
        if (act || newLabel != StatementLabel.NONE) {
          count(acts, label == newLabel, "label %s, %s".formatted(label, newLabel), swap, i);
        }
        if (act && label == newLabel) {
          addActor(sources, "source", was.source(), is.source(), swap, i);
          addActor(targets, "target", was.target(), is.target(), swap, i);
          swappedActors += isSwapped(was.source(), swap) ? 1 : 0;
          swappedActors += isSwapped(was.target(), swap) ? 1 : 0;
        }
        if (was.speaker() != null || is.speaker() != null) {
          addActor(speakers, "speaker", was.speaker(), is.speaker(), swap, i);
        }
      }
    }

    private void addActor(
        Count count, String role, AttributedActor was, AttributedActor is, Swap swap, int i) {
      count(
          count,
          isMoved(was, is, swap),
          "%s %s, %s"
              .formatted(role, was == null ? null : was.name(), is == null ? null : is.name()),
          swap,
          i);
    }

    private void count(Count count, boolean same, String what, Swap swap, int statement) {
      count.add(same);
      if (!same) {
        String text = swap.article().toGold().statement(statement);
        differences.add(
            "%s, statement %d: %s: %s".formatted(swap.article().id(), statement, what, text));
      }
    }

    @Override
    public String toString() {
      return "%d articles, the same: labels %s, of acts %s, sources %s, targets %s, speakers %s;%n%s"
          .formatted(
              articles,
              labels,
              acts,
              sources,
              targets,
              speakers,
              differences.stream().limit(SHOWN).collect(Collectors.joining("\n")));
    }
  }

  private static boolean isSwapped(AttributedActor actor, Swap swap) {
    return actor != null
        && (swap.codes().containsKey(actor.actor()) || !swap.words().leaves(actor.name()));
  }

  private static boolean isMoved(AttributedActor was, AttributedActor is, Swap swap) {
    if (was == null || is == null) {
      return was == null && is == null;
    }
    String code = swap.codes().get(was.actor());
    return code != null
        ? code.equals(is.actor())
        : Names.match(swap.words().apply(was.name()), is.name());
  }

  private static CorpusArticle swapped(CorpusArticle article, WordExchange words) {
    return new CorpusArticle(
        article.id(),
        article.lang(),
        article.date(),
        article.genre(),
        article.domain(),
        words.apply(article.title()),
        article.paragraphs().stream()
            .map(sentences -> sentences.stream().map(words::apply).toList())
            .toList(),
        article.annotations(),
        article.labelsOnly());
  }

  private static Labelled label(CorpusArticle article) {
    ArticleActors actors =
        ArticleActors.of(
            ArticleReading.of(
                StatementExtractor.annotate(article.fullText(), article.spans()),
                article.language()));
    StatementClassifier.Read read = labeller.classifier().read(actors);
    List<StatementLabel> labels =
        read.classifications().stream().map(Classification::label).toList();
    return new Labelled(labels, labeller.attributor().attribute(actors, labels, read.roles()));
  }
}
