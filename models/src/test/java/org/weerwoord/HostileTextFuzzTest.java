package org.weerwoord;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.weerwoord.text.Language;

/**
 * Labels texts put together at random from what rules look at. {@code mvn verify -Pfuzz} tries
 * other ones, and many more.
 */
class HostileTextFuzzTest {

  private static final List<String> WORDS =
      List.of(
          "de",
          "het",
          "een",
          "van de",
          "der",
          "die",
          "the",
          "of",
          "by",
          "le",
          "l’",
          "qu’",
          "d'",
          "minister",
          "woordvoerder",
          "advocaat",
          "spokesman",
          "Sprecher",
          "ministre",
          "ambassade",
          "raad",
          "politie",
          "cliënt",
          "bedrijf",
          "N-VA",
          "OM",
          "Jan",
          "Peeters",
          "Jan Peeters",
          "Van den Berg",
          "Iran",
          "Israël",
          "België",
          "Belgische",
          "Chinese",
          "Brussel",
          "China’s",
          "ons land",
          "beschuldigt",
          "beschuldigd van",
          "ontkent",
          "verwijt",
          "denies",
          "accuses",
          "accuse",
          "nie",
          "bestreitet",
          "wirft",
          "vor",
          "wordt",
          "liegt",
          "fraude",
          "moord",
          "op zijn beurt",
          "zegt",
          "aldus",
          "volgens",
          "said",
          "according to",
          "selon",
          "sagte",
          "zou",
          "habe",
          "hij",
          "zij",
          "hun",
          "zijn",
          "wij",
          "ik",
          "he",
          "they",
          "il",
          "elle",
          "er",
          "sie",
          "en",
          "and",
          "et",
          "und",
          "dat",
          "omdat",
          "niet",
          "geen",
          "not",
          "a-t-il",
          "’s",
          "dr",
          "J",
          "z",
          "B",
          "enz",
          "3",
          "19",
          "1.000",
          "iPhone",
          "x");

  private static final List<String> MARKS =
      List.of(
          "\"", "'", "“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "‹", "›", ",,", "''", "``", "「",
          "」", "(", ")", "[", "]", "（", "(...)", "– ", "- ", "• ", "—", "-", "/", "@", "&", "#");

  private static final List<String> STOPS =
      List.of(
          ".", ". ", ".” ", "”. ", "! ", "? ", "…", "...", "。", "؟", ", ", ": ", "; ", "\n", "\n\n",
          "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\t", "\u00A0", "\u3000", "  ");

  private static final List<String> ODD =
      List.of(
          "\0",
          "\u0001",
          "\u001B",
          "\uFEFF",
          "\u200B",
          "\u200D",
          "\u202E",
          "\u202C",
          "\u2067",
          "\u0301",
          "\u0489",
          "\uFE0F",
          "\uD83D\uDE00",
          "\uD83D",
          "\uDE00",
          "\uFFFD",
          "\uFFFF",
          "東京",
          "العربية",
          "İ",
          "ß",
          "ŉ",
          "ﬁ",
          "Ǆ",
          "&amp;",
          "<p>",
          "</script>");

  private static final List<String> SENTENCES =
      List.of(
          "Iran beschuldigt Israël van moord. ",
          "Israël ontkent dat met klem. ",
          "“Dat is onzin”, zegt minister Jan Peeters. ",
          "De woordvoerder van de Chinese ambassade in Brussel verwijt België laster. ",
          "He denied the charge, according to his lawyer. ",
          "La ministre dément: «C’est faux.» ",
          "Der Sprecher der Partei wies den Vorwurf zurück. ",
          "– Jan Peeters, bakker\n\n");

  @Property(seed = "20260101", tries = 400)
  void keepsTheInvariants(@ForAll("texts") String text, @ForAll Language language) {
    LabelledInvariants.check(null, text, language);
  }

  @Property
  @Tag("fuzz")
  void keepsTheInvariantsWhateverTheSeed(
      @ForAll("titles") String title, @ForAll("texts") String text, @ForAll Language language) {
    LabelledInvariants.check(title, text, language);
  }

  @Provide
  Arbitrary<String> titles() {
    return pieces().list().ofMaxSize(6).map(parts -> String.join("", parts)).injectNull(0.5);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> repeated =
        Arbitraries.integers()
            .between(2, 60)
            .flatMap(times -> pieces().map(piece -> piece.repeat(times)));
    return Arbitraries.frequencyOf(Tuple.of(60, pieces()), Tuple.of(1, repeated))
        .list()
        .ofMaxSize(120)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> pieces() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of(WORDS).map(word -> word + " ")),
        Tuple.of(3, Arbitraries.of(WORDS)),
        Tuple.of(6, Arbitraries.of(MARKS)),
        Tuple.of(6, Arbitraries.of(STOPS)),
        Tuple.of(2, Arbitraries.of(SENTENCES)),
        Tuple.of(1, Arbitraries.of(ODD)),
        Tuple.of(1, Arbitraries.strings().all().ofMaxLength(4)));
  }
}
