package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weerwoord.ProcessorTime;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

class AttributorTest {

  private static final List<Language> LANGUAGES = List.of(Language.values());

  /** Names in which nobody stands out, so that every statement may be about anybody. */
  private static final String[] SYLLABLES = {
    "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"
  };

  /** How a text may be long. */
  enum LongText {
    STATEMENTS {
      @Override
      String text(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
          text.append("Volgens de heer ")
              .append(personName(i))
              .append(" loog ")
              .append(personName(i + 1));
          text.append(", zegt minister ").append(personName(i / 7)).append(". ");
        }
        return text.toString();
      }
    },
    STATEMENTS_OF_ONE_COUNTRY {
      @Override
      String text(int size) {
        return "België beschuldigt Rusland van fraude. Het ontkent dat, want zij zouden liegen. "
            .repeat(size / 2);
      }
    },
    QUOTATION {
      @Override
      String text(int size) {
        return "“" + "Wij weten dat hij loog over Jan Peelman. ".repeat(size).strip() + "”";
      }
    },
    PARAGRAPHS_OF_QUOTATIONS {
      @Override
      String text(int size) {
        return "Hij en zij en hij liegen.\n\n“Dat is onzin.”\n\n– Jan Peelman\n\n".repeat(size / 3);
      }
    },
    SENTENCE_OF_NAMES {
      @Override
      String text(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
          text.append("de heer ").append(personName(i)).append(" werd door minister ");
          text.append(personName(i + 3)).append(" beschuldigd van fraude en zijn advocaat ");
        }
        return text.toString();
      }
    },
    SENTENCE_OF_PRONOUNS {
      @Override
      String text(int size) {
        return "hij zegt dat zij hem beschuldigt, ".repeat(size) + ".\n\n“Dat is niet waar.”";
      }
    },
    SENTENCE_OF_CUES {
      @Override
      String text(int size) {
        return "wordt beschuldigd van fraude, ontkent en ".repeat(size);
      }
    },
    LIST_OF_NAMES {
      @Override
      String text(int size) {
        StringBuilder text = new StringBuilder("Volgens ");
        for (int i = 0; i < size; i++) {
          text.append(personName(i)).append(", ");
        }
        return text + "Els en Jan liegen wij.";
      }
    };

    abstract String text(int size);
  }

  static Stream<Arguments> oddTexts() {
    List<String> texts =
        List.of(
            "",
            " ",
            "\n\n",
            ".",
            "Hij loog.",
            "“”",
            "“",
            "”",
            "»«",
            "“ ” „ “ « » ‘ ’ \" '",
            "“”. “”. “”. «» «»",
            ":",
            "– – –",
            "zegt",
            "de",
            "De",
            "van de",
            "Jan",
            "Jan Jan Jan Jan",
            "DE MINISTER LIEGT",
            "’s ’s ’t l’ d’ qu’",
            "a-t-il dit-elle so so wie wie door door",
            "België.",
            "België België. Brussel België. Ons land.",
            "Hij hij hij. Zij zij zij. Hun hun hun.",
            "Zijn advocaat. Haar advocaat. Hun advocaat. De cliënt.",
            "De woordvoerder van de woordvoerder van de woordvoerder van de woordvoerder.",
            "Jan, minister, Jan, minister, Jan (minister) (Jan).",
            "is accused by is accused by of of of",
            "\uD83D\uDE00 \uD83D\uDE00. Jan \uD83D\uDE00 zegt “\uD83D\uDE00”.",
            "\uD800 \uDC00",
            "\u0000\u0001\uFEFF\u200B",
            "1 2 3. 4: 5, “6”",
            "a".repeat(3_000) + "minister. De " + "B".repeat(3_000) + "bank");
    return texts.stream()
        .flatMap(text -> LANGUAGES.stream().map(language -> Arguments.of(language, text)));
  }

  @ParameterizedTest
  @MethodSource("oddTexts")
  void attributesEveryStatementOfOddTexts(Language language, String text) {
    ArticleReading reading = read(text, language);

    check(text, reading, cycle(reading.size(), 0));
    check(text, reading, cycle(reading.size(), 1));
    check(text, reading, cycle(reading.size(), 2));
  }

  @ParameterizedTest
  @EnumSource(LongText.class)
  void attributesEveryStatementOfLongTexts(LongText kind) {
    String text = kind.text(3_000);
    ArticleReading reading = read(text, Language.DUTCH);

    check(text, reading, cycle(reading.size(), 0));
  }

  @ParameterizedTest
  @EnumSource(LongText.class)
  void takesTimeLinearInTheText(LongText kind) {
    ArticleReading small = read(kind.text(375), Language.DUTCH);
    ArticleReading large = read(kind.text(3_000), Language.DUTCH);
    Attributor attributor = new Attributor(anyModel());

    double ratio =
        ProcessorTime.ratio(
            () -> attributor.attribute(ArticleActors.of(small), cycle(small.size(), 0)),
            () -> attributor.attribute(ArticleActors.of(large), cycle(large.size(), 0)));

    assertThat(ratio).isLessThan(ProcessorTime.LINEAR);
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void readsWordsOfAnyLengthInLinearTime(Language language) {
    ArticleReading small = read(longWords(10_000), language);
    ArticleReading large = read(longWords(80_000), language);
    Attributor attributor = new Attributor(anyModel());

    double ratio =
        ProcessorTime.ratio(
            () -> attributor.attribute(ArticleActors.of(small), cycle(small.size(), 0)),
            () -> attributor.attribute(ArticleActors.of(large), cycle(large.size(), 0)));

    assertThat(ratio).isLessThan(ProcessorTime.LINEAR);
  }

  @Test
  void namesTheAccuserOfAStatementWithMoreActorsThanAreCandidates() {
    StringBuilder text = new StringBuilder("Volgens ");
    for (int i = 0; i < 200; i++) {
      text.append("minister ").append(personName(i)).append(", ");
    }
    text.append("was er de Belgische beschuldiging dat Chinese hackers inbraken.");
    ArticleReading reading = read(text.toString(), Language.DUTCH);

    List<Attribution> attributions =
        new Attributor(anyModel())
            .attribute(ArticleActors.of(reading), List.of(StatementLabel.ACCUSATION));

    assertThat(attributions.get(0).source().actor()).isEqualTo("BE");
  }

  /** Whom a scorer holds for the source beside who is quoted, how surely, and who then is it. */
  @ParameterizedTest
  @CsvSource({"0.9, Rik Smit", "0.7, Els Bakker"})
  void whoIsQuotedIsTheSourceUnlessAScorerIsSureOfAnother(double probability, String source) {
    ArticleReading reading =
        read("Rik Smit zweeg. “Dat is een leugen”, zei Els Bakker.", Language.DUTCH);
    ArticleActors article = ArticleActors.of(reading);
    RoleScorer scorer = scorerOfTheFirstActor(probability);
    float[] likely = new float[AttributionModel.ROLE_FEATURES];
    List<Actor> actors = article.actors();
    List<StatementLabel> labels = List.of(StatementLabel.NONE, StatementLabel.DENIAL);
    for (int feature :
        new RoleFeatureGenerator(article, labels, scorer)
            .features(RoleFeatureGenerator.Role.SOURCE, 1, actors.get(0))) {
      likely[feature] = 1;
    }
    Ranking ranking = new Ranking(likely, 0);
    Ranking none = new Ranking(new float[AttributionModel.ROLE_FEATURES], 0);
    AttributionModel model =
        new AttributionModel(
            ranking,
            none,
            new Ranking(new float[AttributionModel.LINK_FEATURES], 0),
            ranking,
            none);

    List<Attribution> attributions = new Attributor(model).attribute(article, labels, scorer);

    assertThat(attributions.get(1).source().name()).isEqualTo(source);
  }

  @Test
  void whoseAccusationItIsCalledIsTheSourceHoweverSureAScorerIsOfAnother() {
    ArticleReading reading =
        read("China is kwaad om de Belgische beschuldiging dat het inbrak.", Language.DUTCH);
    ArticleActors article = ArticleActors.of(reading);
    RoleScorer sureOfChina = scorerOfTheFirstActor(0.999);

    List<Attribution> attributions =
        new Attributor(AttributionModel.untrained())
            .attribute(article, List.of(StatementLabel.ACCUSATION), sureOfChina);

    assertThat(attributions.get(0).source().actor()).isEqualTo("BE");
  }

  /** Returns what gives the article's first actor a probability, and the others alike. */
  private static RoleScorer scorerOfTheFirstActor(double probability) {
    return act -> {
      double[] logarithms = new double[act.size()];
      Arrays.fill(logarithms, Math.log((1 - probability) / (act.size() - 1)));
      logarithms[1] = Math.log(probability);
      return new double[][] {logarithms, logarithms};
    };
  }

  private static String longWords(int size) {
    String word = "a".repeat(size);
    return "Der B" + word + " zegt de " + word + "minister. De " + word + "minister Jan loog.";
  }

  private static void check(String text, ArticleReading reading, List<StatementLabel> labels) {
    for (AttributionModel model : List.of(AttributionModel.untrained(), anyModel())) {
      List<Attribution> attributions =
          new Attributor(model).attribute(ArticleActors.of(reading), labels);

      assertThat(attributions).hasSameSizeAs(labels);
      for (int i = 0; i < labels.size(); i++) {
        check(text, labels, i, attributions.get(i));
      }
    }
  }

  private static void check(
      String text, List<StatementLabel> labels, int statement, Attribution attribution) {
    StatementLabel label = labels.get(statement);
    checkName(text, attribution.speaker());
    checkName(text, attribution.source());
    checkName(text, attribution.target());
    if (attribution.cue() != null) {
      assertThat(text.substring(attribution.cue().begin(), attribution.cue().end())).isNotBlank();
    }
    if (label == StatementLabel.NONE) {
      assertThat(attribution.source()).isNull();
      assertThat(attribution.target()).isNull();
    }
    assertThat(attribution.chargeKind() != null).isEqualTo(Exchange.isCharge(label));
    int answers = attribution.answers();
    if (answers != LabelledRoles.NO_ANSWER) {
      assertThat(Roles.isReply(label)).isTrue();
      assertThat(answers).isNotEqualTo(statement);
      assertThat(Exchange.isCharge(labels.get(answers))).isTrue();
    }
  }

  private static void checkName(String text, AttributedActor actor) {
    if (actor != null) {
      assertThat(text.substring(actor.begin(), actor.end())).isEqualTo(actor.name());
      assertThat(actor.name()).isNotBlank();
      assertThat(actor.actor()).isNotBlank();
      assertThat(actor.side()).isNotBlank();
    }
  }

  /** Returns a model that decides as it likes, so that every decision is made somewhere. */
  private static AttributionModel anyModel() {
    Random random = new Random(1);
    return new AttributionModel(
        ranking(random, AttributionModel.ROLE_FEATURES),
        ranking(random, AttributionModel.ROLE_FEATURES),
        ranking(random, AttributionModel.LINK_FEATURES),
        ranking(random, AttributionModel.ROLE_FEATURES),
        ranking(random, AttributionModel.ROLE_FEATURES));
  }

  private static Ranking ranking(Random random, int features) {
    float[] weights = new float[features];
    for (int i = 0; i < features; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return new Ranking(weights, 0);
  }

  /** Returns labels in turns: accusation, denial, counter-accusation, nothing. */
  private static List<StatementLabel> cycle(int size, int first) {
    StatementLabel[] turns = {
      StatementLabel.ACCUSATION,
      StatementLabel.DENIAL,
      StatementLabel.COUNTER_ACCUSATION,
      StatementLabel.NONE
    };
    List<StatementLabel> labels = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      labels.add(turns[(first + i) % turns.length]);
    }
    return labels;
  }

  private static String personName(int number) {
    String first = SYLLABLES[number % 15] + SYLLABLES[number / 15 % 15];
    String last = SYLLABLES[number / 225 % 15] + first + "x";
    return Character.toUpperCase(first.charAt(0))
        + first.substring(1)
        + " "
        + Character.toUpperCase(last.charAt(0))
        + last.substring(1);
  }

  private static ArticleReading read(String text, Language language) {
    Article article = new Article("test", null, language.code(), null, null, null, text);
    return ArticleReading.of(StatementExtractor.extract(article), language);
  }
}
