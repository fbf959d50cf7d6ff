package org.weerwoord.classifiers;

import java.util.Collections;
import java.util.List;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.text.StatementLabel;

/** A baseline to measure against: every statement is {@link StatementLabel#NONE}. */
public final class MajorityClassifier implements StatementClassifier {

  private static final Classification NONE =
      new Classification(StatementLabel.NONE, List.of(0.0, 0.0, 0.0, 1.0), List.of());

  @Override
  public String modelId() {
    return "majority";
  }

  @Override
  public List<Classification> classify(ArticleActors article) {
    return Collections.nCopies(article.reading().size(), NONE);
  }
}
