package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server and those who work for it, each a process of its own. */
@Timeout(120)
class ServerTest {
  /** Each task leaves the id of the process that ran it as a line in a file under its number. */
  private static final String PIECES =
      """
      record Pieces(int count) implements WrapperTask {
        public Requires.All<Piece> requires() {
          return Requires.all(IntStream.range(0, count).mapToObj(Piece::new));
        }
      }
      record Piece(int index) implements Task<Blob> {
        public Requires.All<Piece> requires() {
          return Requires.all(index < 10 ? Stream.<Piece>of() : Stream.of(new Piece(index - 10)));
        }
        public Blob output() { return Blob.at("DIR/out/%s.txt", index); }
        public void run(TaskContext ctx) throws IOException {
          Files.writeString(Path.of("DIR/ran/" + index), ProcessHandle.current().pid() + "\\n",
              StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          ctx.writeLines(output(), Stream.of("whole"));
        }
      }
      """;

  @TempDir Path folder;
  private final List<Child> children = new ArrayList<>();
  private String pieces = "";

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("ran"));
    pieces = new Shell(folder).pipeline("Pieces.java", PIECES);
  }

  @AfterEach
  void end() {
    children.forEach(Child::close);
  }

  private Child start(String... words) {
    Child child = Child.start(folder, words);
    children.add(child);
    return child;
  }

  private Child server() {
    return start("server", "--port", "0", "--data", "data");
  }

  private Child run(String address, String name, int count) {
    return start(
        "run",
        "--scheduler",
        address,
        "--folder",
        name,
        pieces,
        "Pieces",
        "--count",
        String.valueOf(count));
  }

  /** A process that was killed may have begun a task which another one then ran. */
  private void eachRanOnce(int count, Child... killed) throws IOException {
    Set<String> gone = Stream.of(killed).map(Child::pid).collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      List<String> runs = Files.readAllLines(folder.resolve("ran/" + index));
      long alive = runs.stream().filter(pid -> !gone.contains(pid)).count();
      Path output = folder.resolve("out/" + index + ".txt");
      boolean whole = Files.exists(output) && Files.readString(output).equals("whole\n");
      if (!whole || alive > 1 || Set.copyOf(runs).size() != runs.size()) {
        wrong.add(index + ": " + runs);
      }
    }
    assertThat(wrong).as("tasks that did not run once").isEmpty();
  }

  /** Waits until so many tasks have begun. */
  private void begun(int count) throws Exception {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.resolve("ran").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (ran() < count) {
        var key = watch.take();
        key.pollEvents();
        key.reset();
      }
    }
  }

  @Test
  void twoWorkersShareAGraphAndEachTaskRunsOnce() throws Exception {
    String address = server().address();
    Child one = run(address, "one", 200);
    Child other = run(address, "other", 200);

    assertThat(one.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    assertThat(other.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    eachRanOnce(200);
  }

  @Test
  void submittedTasksAreRunByAWorkerThatStopsWhenAsked() throws Exception {
    String address = server().address();
    Child worker = start("worker", "--scheduler", address, "--folder", "state", pieces);
    Child submit =
        start("submit", "--wait", "--scheduler", address, pieces, "Pieces", "--count", "20");

    assertThat(submit.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    worker.ask();
    assertThat(worker.ended().said()).contains("21 done, 0 failed").doesNotContain("\tat ");
    eachRanOnce(20);
  }

  @Test
  void aPersonHasAWorkerStartATaskByItsFamilyAndParameters() throws Exception {
    String address = server().address();
    Child worker = start("worker", "--scheduler", address, "--folder", "state", pieces);
    Shell shell = new Shell(folder);
    while (!get(address, "/api/v1/families").contains("Pieces")) {
      Thread.onSpinWait();
    }
    Shell.Said wrong = shell.run("remote", "start", "Pieces", "count=few", "--scheduler", address);
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err()).contains("few").doesNotContain("\tat ");
    Shell.Said plan =
        shell.run("remote", "start", "Pieces", "count=20", "--dry-run", "--scheduler", address);
    assertThat(plan.code()).as(plan.all()).isZero();
    assertThat(plan.out()).contains("21 to run, 0 done before", "20 × Piece\n", "1 × Pieces\n");
    assertThat(plan.err()).doesNotContain("Changing");
    assertThat(shell.run("remote", "pause", "--dry-run", "--scheduler", address).err())
        .contains("pause", "--dry-run");
    Shell.Said said = shell.run("remote", "start", "Pieces", "count=20", "--scheduler", address);
    assertThat(said.all()).contains("is submitted: 21 to run, 0 done before");
    while (!get(address, "/api/v1/counts").contains("\"done\":21")) {
      Thread.onSpinWait();
    }
    worker.ask();
    assertThat(worker.ended().said()).contains("21 done, 0 failed");
    eachRanOnce(20);
  }

  @Test
  void whatAPersonWantsMadeAnewIsDeletedAndRunAgain() throws Exception {
    String address = server().address();
    Child worker = start("worker", "--scheduler", address, "--folder", "state", pieces);
    Child submit =
        start("submit", "--wait", "--scheduler", address, pieces, "Pieces", "--count", "20");
    assertThat(submit.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    Path first = folder.resolve("out/3.txt");
    Files.writeString(first, "broken");
    Matcher id = Pattern.compile("Piece_3_[0-9a-f]+").matcher(get(address, "/api/v1/tasks"));
    assertThat(id.find()).isTrue();

    Shell.Said said =
        new Shell(folder)
            .run("remote", "invalidate", id.group(), "--outputs", "--scheduler", address);
    assertThat(said.code()).as(said.all()).isZero();
    // The piece, the one that requires it, and what wraps them.
    assertThat(said.all()).contains("3 tasks are to be made anew", "outputs deleted: 3");
    while (!get(address, "/api/v1/counts").contains("\"done\":21")) {
      Thread.onSpinWait();
    }
    assertThat(first).hasContent("whole");
    assertThat(Files.readAllLines(folder.resolve("ran/3"))).hasSize(2);
    assertThat(Files.readAllLines(folder.resolve("ran/13"))).hasSize(2);
    assertThat(Files.readAllLines(folder.resolve("ran/4"))).hasSize(1);
    worker.ask();
    assertThat(worker.ended().code()).isZero();
  }

  @Test
  void serverKilledInTheMiddleGoesOnWhereItWas() throws Exception {
    Child first = server();
    String address = first.address();
    String port = String.valueOf(URI.create(address).getPort());
    Child one = run(address, "one", 600);
    Child other = run(address, "other", 600);
    begun(50);
    first.kill();
    assertThat(ran()).as("tasks that ran before the server was killed").isLessThan(600);
    start("server", "--port", port, "--data", "data").address();

    assertThat(one.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    assertThat(other.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    eachRanOnce(600);
  }

  @Test
  void allAreKilledAndConnectionsCutAndEachTaskOfTheOthersRunsOnce() throws Exception {
    long seed = System.nanoTime();
    Child first = server();
    String address = first.address();
    int port = URI.create(address).getPort();
    try (Cutter cutter = new Cutter(port, 50, seed)) {
      Child run = run(cutter.address(), "one", 600);
      Child other = run(cutter.address(), "other", 600);
      String[] words = {"worker", "--scheduler", cutter.address(), "--folder", "state", pieces};
      Child worker = start(words);
      begun(60);
      run.kill();
      leave(address, run);
      Child again = run(cutter.address(), "one", 600);
      begun(180);
      first.kill();
      start("server", "--port", String.valueOf(port), "--data", "data").address();
      begun(300);
      worker.kill();
      leave(address, worker);
      Child afresh = start(words);

      String played = "seed " + seed + ", " + cutter.cuts() + " cuts: ";
      for (Child child : List.of(other, again)) {
        Child.Ended end = child.ended();
        assertThat(end.code()).as(played + end.said()).isZero();
      }
      afresh.ask();
      assertThat(afresh.ended().said()).as(played).doesNotContain("\tat ");
      eachRanOnce(600, run, worker);
    }
    assertThat(get(address, "/api/v1/tasks?status=running")).doesNotContain("Piece");
  }

  /** Says in the name of a killed process that it leaves, so that nobody waits for its silence. */
  private static void leave(String address, Child killed) throws Exception {
    Matcher worker =
        Pattern.compile("\"id\":\"([^\"]*-" + killed.pid() + "-[^\"]*)\"")
            .matcher(get(address, "/api/v1/workers"));
    if (worker.find()) {
      String body =
          "{\"protocol\":1,\"worker\":\"%s\",\"commands\":[{\"type\":\"forget\"}]}"
              .formatted(worker.group(1));
      assertThat(
              send(
                  HttpRequest.newBuilder(URI.create(address + "/api/v1/worker"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body))))
          .contains("\"done\"");
    }
  }

  private static String get(String address, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address + path)));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  private long ran() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ran"))) {
      return files.count();
    }
  }

  @Test
  void serverThatIsAskedToStopStops() throws Exception {
    Child server = server();
    server.address();
    server.ask();

    Child.Ended end = server.ended();
    assertThat(end.code()).as(end.said()).isZero();
    assertThat(end.said())
        .contains("The server finishes what it is at and stops")
        .doesNotContain("\tat ");
  }

  @Test
  void backupOfARunningServerIsRestored() throws Exception {
    Child first = server();
    String address = first.address();
    Child one = run(address, "one", 10);
    assertThat(one.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    // As docs/operations.md says, by another program.
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/state.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '" + folder.resolve("backup.db") + "'");
    }
    first.kill();

    Files.createDirectory(folder.resolve("restored"));
    Files.move(folder.resolve("backup.db"), folder.resolve("restored/state.db"));
    String again = start("server", "--port", "0", "--data", "restored").address();

    Child.Ended list =
        start("remote", "list", "--status", "done", "--family", "Piece", "--scheduler", again)
            .ended();
    assertThat(list.code()).as(list.said()).isZero();
    assertThat(list.said().lines().filter(line -> line.contains("Piece"))).hasSize(10);
  }

  @Test
  void folderWithAQuestionMarkInItsNameIsAFolder() throws Exception {
    start("server", "--port", "0", "--data", "a?b=c").address();
    assertThat(folder.resolve("a?b=c/state.db")).exists();
  }

  @Test
  void secondServerInAFolderIsRefusedAndTheFirstServesOn() throws Exception {
    Child first = server();
    String address = first.address();

    assertThat(refused("--port", "0", "--data", "data"))
        .startsWith("Another server has the data folder.\n  folder:  data\n  server:  ")
        .contains("\nhint: ");
    Child after = run(address, "one", 10);
    assertThat(after.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
  }

  @Test
  void portInUseIsToldAndNothingListens() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refused("--port", String.valueOf(taken.getLocalPort()), "--data", "data"))
          .contains("The server cannot listen at this address\n  address: 127.0.0.1\n  port:    ")
          .contains("Address already in use")
          .contains("\nhint: another server may have the port")
          .doesNotContain("The server listens")
          .doesNotContain("Exception: java.");
    }
  }

  @Test
  void theLogIsForProgramsIfWanted() throws Exception {
    Child server = start("server", "--port", "0", "--data", "data", "--log-format", "json");
    new Shell(folder).run("remote", "pause", "--scheduler", server.address());
    server.ask();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : server.ended().said().lines().toList()) {
      if (!line.startsWith("The server listens")) {
        lines.add(new JsonMapper().readTree(line));
      }
    }
    assertThat(lines)
        .allMatch(line -> line.has("time") && line.has("level") && line.has("logger"))
        .anyMatch(line ->
            line.path("path").asString().equals("/api/v1/scheduler/pause")
                && line.path("status").asInt() == 200
                && line.path("method").asString().equals("POST")
                && line.path("message").asString().startsWith("POST /api/v1/scheduler/pause 200"))
        .anyMatch(line -> line.path("message").asString().contains("stops"));
    assertThat(refused("--log-format", "xml"))
        .isEqualTo("There is no form 'xml' of the log\n  expected: text or json\n");
  }

  @Test
  void portThatIsNoneIsTold() throws Exception {
    assertThat(refused("--port", "99999", "--data", "data"))
        .startsWith("The option --port takes the number of a port\n  given:    99999\n");
  }

  @Test
  void dataFolderThatIsAFileIsTold() throws Exception {
    Files.writeString(folder.resolve("file"), "not a folder");

    assertThat(refused("--port", "0", "--data", "file"))
        .isEqualTo(
            """
            The data folder cannot be used
              folder:  file
              cause:   file is a file
            hint: --data chooses another
            """);
    assertThat(refused("--port", "0", "--data", "file/in"))
        .contains("folder:  file/in\n  cause:   ")
        .doesNotContain("Exception");
    assertThat(folder.resolve("file")).hasContent("not a folder");
  }

  @Test
  void openAddressIsRefusedWithoutCredentialsAndNoStateIsBegun() throws Exception {
    assertThat(refused("--port", "0", "--bind", "0.0.0.0", "--data", "data"))
        .startsWith("The server would be open to everybody who reaches this machine")
        .contains("\nhint: make a user or a token first");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void certificateThatIsNotThereIsTold() throws Exception {
    assertThat(refused("--port", "0", "--data", "data", "--tls-cert", "c", "--tls-key", "k"))
        .startsWith("The server's certificate cannot be used\n  from:  c and k\n  cause: ")
        .doesNotContain("Exception");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void databaseThatDoesNotAnswerIsTold() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String database = "postgresql://anna:hunter2@127.0.0.1:" + port + "/stillson";
    assertThat(refused("--port", "0", "--data", "data", "--database", database))
        .startsWith(
            "The database cannot be reached\n  database:  postgresql://127.0.0.1:"
                + port
                + "/stillson\n  cause:     ")
        .contains("\nhint: --database names it")
        .doesNotContain("hunter2", "Exception");
  }

  private String refused(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("server"));
    all.addAll(List.of(words));
    Child.Ended end = start(all.toArray(String[]::new)).ended();
    assertThat(end.code()).as(end.said()).isEqualTo(2);
    assertThat(end.said()).doesNotContain("\tat ");
    return end.said();
  }
}
