package org.weerwoord;

import org.apache.spark.sql.SparkSession;

/** The Spark session of tests of training. */
public final class LocalSpark {

  private LocalSpark() {}

  /** Returns a session in this process, to be stopped by the test. */
  public static SparkSession start() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("weerwoord-tests")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }
}
