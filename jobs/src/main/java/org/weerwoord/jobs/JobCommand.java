package org.weerwoord.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** A command that runs on Spark: the session starts once the options are validated. */
abstract class JobCommand extends CheckedCommand {

  @Override
  final void execute() throws Exception {
    boolean running = SparkSession.getDefaultSession().isDefined();
    SparkSession spark = session();
    Progress progress = Progress.attach(spark.sparkContext(), err());
    try {
      run(spark);
    } finally {
      progress.detach();
      if (!running) {
        spark.stop();
      }
    }
  }

  abstract void run(SparkSession spark) throws Exception;

  private SparkSession session() {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "weerwoord " + name());
    conf.setIfMissing("spark.log.level", "WARN");
    // Above the number of columns, so that no plan is cut with a warning.
    conf.setIfMissing("spark.sql.debug.maxToStringFields", "200");
    if (conf.get("spark.master").startsWith("local")) {
      // Several commands may run side by side, and none needs a port.
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
