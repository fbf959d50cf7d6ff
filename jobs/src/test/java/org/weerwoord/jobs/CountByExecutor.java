package org.weerwoord.jobs;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** A small job for a cluster: writes one row, “executor count”, for each of four partitions. */
public final class CountByExecutor {
  private CountByExecutor() {}

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = SparkSession.builder().appName("count").getOrCreate()) {
      spark
          .range(0, 1000, 1, 4)
          .mapPartitions(
              (MapPartitionsFunction<Long, String>)
                  numbers -> {
                    int count = 0;
                    for (; numbers.hasNext(); numbers.next()) {
                      count++;
                    }
                    return List.of(SparkEnv.get().executorId() + " " + count).iterator();
                  },
              Encoders.STRING())
          .write()
          .parquet(arguments[0]);
    }
  }
}
