package org.weerwoord.jobs;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol;
import scala.Option;

/**
 * Spark's own way of committing what tasks write, but the files of each first task get lost,
 * although the task succeeds.
 */
public final class LossyCommit extends SQLHadoopMapReduceCommitProtocol {

  public LossyCommit(String jobId, String path, boolean dynamicPartitionOverwrite) {
    super(jobId, path, dynamicPartitionOverwrite);
  }

  @Override
  public String newTaskTempFile(TaskAttemptContext task, Option<String> dir, FileNameSpec spec) {
    Path file = new Path(super.newTaskTempFile(task, dir, spec));
    return task.getTaskAttemptID().getTaskID().getId() == 0
        ? new Path(new Path(file.getParent().getParent(), "lost"), file.getName()).toString()
        : file.toString();
  }
}
