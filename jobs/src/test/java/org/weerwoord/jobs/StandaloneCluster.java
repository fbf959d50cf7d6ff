package org.weerwoord.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A real Spark standalone cluster on this machine: a master and workers of 1 core and 1 GiB each,
 * every one a process of its own, which can be killed. They and the submitted driver have Spark's
 * own jars only, so that a job runs only if its jar is complete.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration JOB_LIMIT = Duration.ofMinutes(5);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
  private static final String HOST = "127.0.0.1";

  /** Workers take turns: Spark speculates on another host only, and knows hosts by their names. */
  private static final List<String> WORKER_HOSTS = List.of(HOST, "localhost");

  /**
   * What the tests' class path holds besides Spark: the job, what its jar brings, test libraries.
   */
  private static final List<String> NOT_SPARK =
      List.of(
          "apiguardian",
          "archunit",
          "assertj",
          "byte-buddy",
          "junit",
          "opennlp",
          "opentest4j",
          "picocli",
          "surefire",
          "weerwoord");

  private final Path folder;
  private final Path sparkHome;
  private final int masterPort;
  private final int pagePort;
  private final List<Process> processes = new ArrayList<>();
  private final Map<Integer, Process> workers = new TreeMap<>();
  private final IntFunction<List<String>> launcher;
  private final Thread closing = new Thread(this::destroyProcesses, "stop Spark cluster");

  private StandaloneCluster(
      Path folder, int masterPort, int pagePort, IntFunction<List<String>> launcher) {
    this.folder = folder;
    this.launcher = launcher;
    this.sparkHome = folder.resolve("spark-home");
    this.masterPort = masterPort;
    this.pagePort = pagePort;
  }

  /**
   * Starts a cluster, and returns when all workers are registered.
   *
   * @param folder for logs, work files and the links to Spark's jars; created
   */
  static StandaloneCluster start(Path folder, int workers)
      throws IOException, InterruptedException {
    return start(folder, workers, worker -> List.of());
  }

  /**
   * Starts a cluster, as {@link #start(Path, int)} does.
   *
   * @param launcher the beginning of the command of each worker, from 1 on, such as {@code nice}
   */
  static StandaloneCluster start(Path folder, int workers, IntFunction<List<String>> launcher)
      throws IOException, InterruptedException {
    StandaloneCluster cluster =
        new StandaloneCluster(folder.toAbsolutePath(), freePort(), freePort(), launcher);
    Runtime.getRuntime().addShutdownHook(cluster.closing);
    try {
      cluster.linkSparkJars();
      cluster.startMaster();
      for (int worker = 1; worker <= workers; worker++) {
        cluster.launchWorker(worker);
      }
      cluster.awaitWorkers();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** The address for {@code --master}. */
  String master() {
    return "spark://" + HOST + ":" + masterPort;
  }

  /**
   * Submits a job in client mode, and waits for its end.
   *
   * @param sparkOptions options of spark-submit before the jar, such as {@code --conf a=b}
   * @param log file for all that the driver prints
   * @return the driver's exit code
   * @throws IOException if it cannot be started, or takes longer than 5 minutes
   */
  int submit(
      String mainClass, Path jar, List<String> sparkOptions, List<String> arguments, Path log)
      throws IOException, InterruptedException {
    return exitCode(launch(mainClass, jar, sparkOptions, arguments, log), log);
  }

  /** Waits for the end of a driver, as {@link #submit} does. */
  static int exitCode(Process driver, Path log) throws IOException, InterruptedException {
    if (!driver.waitFor(JOB_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      driver.destroyForcibly().waitFor();
      throw new IOException(
          "The job did not end within " + JOB_LIMIT + ". Last lines of " + log + ":\n" + tail(log));
    }
    return driver.exitValue();
  }

  /**
   * Submits a job in client mode, as {@link #submit} does, and returns at once.
   *
   * @return the driver
   */
  Process launch(
      String mainClass, Path jar, List<String> sparkOptions, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add("--master");
    command.add(master());
    command.add("--conf");
    command.add("spark.driver.host=" + HOST);
    command.add("--class");
    command.add(mainClass);
    command.addAll(sparkOptions);
    command.add(jar.toAbsolutePath().toString());
    command.addAll(arguments);
    return java("org.apache.spark.deploy.SparkSubmit", log, command);
  }

  /** The process of the executor that runs on a worker, if one does. */
  Optional<ProcessHandle> executor(int worker) {
    return workers.get(worker).children().filter(ProcessHandle::isAlive).findFirst();
  }

  /** Kills a worker and its executor for good, as if their machine were gone. */
  void killWorker(int worker) {
    Process process = workers.get(worker);
    // The executor is the worker's child: it is looked up before, and killed after its parent,
    // which would start another.
    List<ProcessHandle> executors = process.children().toList();
    process.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Starts a worker that was killed, and returns when it is registered. */
  void restartWorker(int worker) throws IOException, InterruptedException {
    launchWorker(worker);
    awaitWorkers();
  }

  /** Writes a jar that holds classes of the tests, and returns it. */
  static Path writeJar(Path jar, Class<?>... classes) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> written : classes) {
        String name = written.getName().replace('.', '/') + ".class";
        try (InputStream in = written.getClassLoader().getResourceAsStream(name)) {
          out.putNextEntry(new JarEntry(name));
          in.transferTo(out);
        }
      }
    }
    return jar;
  }

  /** Ends all processes, executors too. */
  @Override
  public void close() {
    destroyProcesses();
    try {
      Runtime.getRuntime().removeShutdownHook(closing);
    } catch (IllegalStateException e) {
      // The virtual machine is going down: the hook runs anyhow.
    }
  }

  private synchronized void destroyProcesses() {
    // Executors are the workers' children: they are listed before their parents are gone.
    List<ProcessHandle> all = new ArrayList<>();
    for (Process process : processes) {
      process.descendants().forEach(all::add);
      all.add(process.toHandle());
    }
    for (ProcessHandle process : all) {
      process.destroyForcibly();
    }
    for (ProcessHandle process : all) {
      process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process).join();
    }
    processes.clear();
  }

  private void linkSparkJars() throws IOException {
    Path jars = Files.createDirectories(sparkHome.resolve("jars"));
    try (Stream<Path> earlier = Files.list(jars)) {
      for (Path link : earlier.toList()) {
        Files.delete(link);
      }
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry).toAbsolutePath();
      String name = jar.getFileName() == null ? "" : jar.getFileName().toString();
      if (!Files.isRegularFile(jar)
          || !name.endsWith(".jar")
          || NOT_SPARK.stream().anyMatch(name::startsWith)) {
        continue;
      }
      try {
        Files.createSymbolicLink(jars.resolve(name), jar);
      } catch (FileAlreadyExistsException e) {
        throw new IOException("Two jars on the class path are named " + name + ".", e);
      }
    }
    if (!Files.exists(jars.resolve("spark-core_2.13-" + sparkVersion() + ".jar"))) {
      throw new IOException("No spark-core jar on the class path of the tests.");
    }
  }

  private static String sparkVersion() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  private void startMaster() throws IOException {
    java(
        "org.apache.spark.deploy.master.Master",
        folder.resolve("master.log"),
        List.of(
            "--host", HOST,
            "--port", Integer.toString(masterPort),
            "--webui-port", Integer.toString(pagePort)));
  }

  private void launchWorker(int worker) throws IOException {
    Process process =
        java(
            launcher.apply(worker),
            "org.apache.spark.deploy.worker.Worker",
            folder.resolve("worker-" + worker + ".log"),
            List.of(
                "--host",
                WORKER_HOSTS.get((worker - 1) % WORKER_HOSTS.size()),
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve("work-" + worker).toString(),
                master()));
    workers.put(worker, process);
  }

  private Process java(String mainClass, Path log, List<String> arguments) throws IOException {
    return java(List.of(), mainClass, log, arguments);
  }

  private synchronized Process java(
      List<String> before, String mainClass, Path log, List<String> arguments) throws IOException {
    String options = System.getProperty("weerwoord.spark.jvm.options");
    if (options == null) {
      throw new IllegalStateException(
          "System property weerwoord.spark.jvm.options must hold the module options that Spark "
              + "needs; jobs/pom.xml passes it to tests. Run the test by Maven, or set it.");
    }
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options.trim().split("\\s+", -1)));
    // A port that is taken meanwhile must end the process, not lead it to another port.
    command.addAll(List.of("-Xmx512m", "-Dspark.port.maxRetries=0"));
    command.addAll(List.of("-cp", sparkHome.resolve("jars") + File.separator + "*"));
    command.add(mainClass);
    command.addAll(arguments);
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private void awaitWorkers() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + pagePort + "/json/"))
            .timeout(REQUEST_LIMIT)
            .build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (aliveWorkers(client, request) < workers.size()) {
      for (Process process : workers.values()) {
        if (!process.isAlive()) {
          throw new IOException("A worker ended with " + process.exitValue() + ".\n" + logs());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "No " + workers.size() + " workers within " + START_LIMIT + ".\n" + logs());
      }
      // The time between two looks; it ends at once when the master ends.
      processes.get(0).waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static int aliveWorkers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      HttpResponse<String> page = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode state = new ObjectMapper().readTree(page.body());
      return state.path("aliveworkers").asInt();
    } catch (IOException e) {
      return 0; // The master does not listen yet.
    }
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> logs = Files.list(folder)) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        text.append(log).append(":\n").append(tail(log)).append('\n');
      }
    }
    return text.toString();
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
