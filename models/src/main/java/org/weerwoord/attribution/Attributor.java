package org.weerwoord.attribution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.reading.ChargeKind;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

/**
 * Finds out who speaks in each statement of an article, who acts against whom, and which charge is
 * answered.
 */
public final class Attributor implements Serializable {

  private final AttributionModel model;

  public Attributor(AttributionModel model) {
    this.model = model;
  }

  /**
   * Attributes the statements of an article.
   *
   * @param article its actors
   * @param labels of its statements, in their order
   * @return one attribution a statement
   */
  public List<Attribution> attribute(ArticleActors article, List<StatementLabel> labels) {
    return attribute(article, labels, null);
  }

  /**
   * Attributes the statements of an article.
   *
   * @param scorer of the article, like that which the model was trained with; null if there was
   *     none
   */
  public List<Attribution> attribute(
      ArticleActors article, List<StatementLabel> labels, RoleScorer scorer) {
    List<Speaker> speakers = article.speakers();
    Roles roles = decide(article, labels, scorer);
    List<Attribution> attributions = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      Speaker speaker = speakers.get(i);
      StatementLabel label = labels.get(i);
      attributions.add(
          new Attribution(
              attributed(article, i, speaker.actor()),
              cue(article, i, speaker),
              attributed(article, i, roles.sources()[i]),
              attributed(article, i, roles.targets()[i]),
              roles.answers()[i],
              Exchange.isCharge(label)
                  ? ChargeKind.of(article.reading().tokens(i), article.reading().language())
                  : null));
    }
    return attributions;
  }

  private Roles decide(ArticleActors article, List<StatementLabel> labels, RoleScorer scorer) {
    Roles roles = new Roles(article, labels);
    if (labels.stream().allMatch(label -> label == StatementLabel.NONE)) {
      return roles;
    }
    RoleFeatureGenerator features = new RoleFeatureGenerator(article, labels, scorer);
    roles.decide(
        features,
        new Roles.Pass(model.firstSource(), model.firstTarget()),
        new Roles.Pass(model.source(), model.target()));
    roles.link(new LinkFeatureGenerator(article, labels, roles), model.link());
    features.decide(roles);
    roles.decideAgain(features);
    return roles;
  }

  private static AttributedActor attributed(ArticleActors article, int statement, Actor actor) {
    if (actor == null) {
      return null;
    }
    Mention mention = article.naming(statement, actor);
    return new AttributedActor(
        mention.shortText(),
        mention.shortBegin(),
        mention.end(),
        actor.normalForm(),
        actor.party());
  }

  private static Span cue(ArticleActors article, int statement, Speaker speaker) {
    if (speaker.cue() == null) {
      return null;
    }
    Statement printed = article.reading().readings().get(statement).statement();
    Tokens tokens = article.reading().tokens(statement);
    return new Span(
        printed.begin() + tokens.begin(speaker.cue().begin()),
        printed.begin() + tokens.end(speaker.cue().end() - 1));
  }
}
