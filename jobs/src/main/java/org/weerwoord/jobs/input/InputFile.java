package org.weerwoord.jobs.input;

/**
 * A file that a run reads.
 *
 * @param path the full path with its scheme, as Hadoop writes it
 * @param size length in bytes, as stored (compressed)
 */
public record InputFile(String path, long size) {}
