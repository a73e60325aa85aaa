import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server is asked while it is recorded, so that what an ordinary server needs is in the
 * start-up cache. Arguments: 'fill' and the address of a server, which then has many tasks; or
 * 'ask' and the address; or 'age' and the file of a state, which is made to look as if it had yet
 * to be migrated, so that the recorded start does all that a start can.
 */
final class ServerTraining {
  private static final Pattern GIVEN =
      Pattern.compile("\"task\":\"([^\"]+)\",\"attempt\":([0-9]+)");

  private final String address;
  private final String round = Long.toString(System.nanoTime(), 36);
  private int sequence;

  private ServerTraining(String address) {
    this.address = address;
  }

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "fill" -> new ServerTraining(args[1]).asWorker(20_000, 0);
      case "ask" -> new ServerTraining(args[1]).ask();
      case "age" -> age(args[1]);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void age(String file) throws SQLException {
    try (Connection state = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = state.createStatement()) {
      statement.executeUpdate("UPDATE meta SET value = '0' WHERE name = 'format'");
    }
  }

  private void ask() throws Exception {
    asWorker(10_000, 300);
    // Side by side, as one who waits for the disk each time would take long.
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Future<Void>> ends = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String client = "luigi" + i;
        ends.add(clients.submit(() -> asLuigi(client, 60)));
      }
      for (Future<Void> end : ends) {
        end.get();
      }
    }
    for (int i = 0; i < 20; i++) {
      asPerson();
    }
  }

  /** Announces many tasks and does some. */
  private void asWorker(int tasks, int done) throws IOException {
    work("{\"type\":\"register\",\"host\":\"training\",\"slots\":1}");
    for (int from = 0; from < tasks; from += 1_000) {
      StringBuilder list = new StringBuilder();
      for (int i = from; i < from + 1_000; i++) {
        list.append(i == from ? "" : ",")
            .append("{\"id\":\"" + task(i) + "\",\"family\":0,\"values\":[\"" + i + "\"]")
            .append(i < 1_000 ? "}" : ",\"needs\":[\"" + task(i - 1_000) + "\"]}");
      }
      work(
          "{\"type\":\"announce\",\"families\":[{\"name\":\"Trained\",\"parameters\":[\"i\"]}],"
              + "\"tasks\":["
              + list
              + "]}");
    }
    String claim = "{\"type\":\"claim\",\"most\":1,\"held\":[]}";
    String given = work(claim);
    for (int i = 0; i < done; i++) {
      Matcher one = GIVEN.matcher(given);
      if (!one.find()) {
        throw new IOException("No task was handed out: " + given);
      }
      String lease = "\"task\":\"" + one.group(1) + "\",\"attempt\":" + one.group(2);
      work("{\"type\":\"heartbeat\",\"leases\":[{" + lease + "}],\"seen\":0}");
      given = work("{\"type\":\"report\"," + lease + ",\"outcome\":\"done\"}," + claim);
    }
  }

  private String task(int i) {
    return "Trained_" + round + "_" + i;
  }

  private String work(String commands) throws IOException {
    return ask(
        "POST",
        "/api/v1/worker",
        "application/json",
        "{\"protocol\":1,\"worker\":\"trained"
            + round
            + "\",\"codeVersion\":\"1\",\"sequence\":"
            + ++sequence
            + ",\"wait\":0,\"commands\":["
            + commands
            + "]}");
  }

  private Void asLuigi(String worker, int tasks) throws IOException {
    luigi("add_worker", "{\"worker\":\"" + worker + "\",\"info\":[[\"workers\",1]]}");
    for (int i = 0; i < tasks; i++) {
      luigi("add_task", luigiTask(worker, i, "PENDING"));
      luigi(
          "get_work",
          "{\"worker\":\""
              + worker
              + "\",\"host\":\"training\",\"assistant\":false,"
              + "\"current_tasks\":[]}");
      luigi("ping", "{\"worker\":\"" + worker + "\"}");
      luigi("add_task", luigiTask(worker, i, "DONE"));
    }
    for (int i = 0; i < 5; i++) {
      luigi("task_list", "{\"status\":\"PENDING\",\"upstream_status\":\"\"}");
      luigi("worker_list", "{}");
      luigi("dep_graph", "{\"task_id\":\"" + task(5_000) + "\"}");
    }
    return null;
  }

  private String luigiTask(String worker, int i, String status) {
    return "{\"worker\":\""
        + worker
        + "\",\"task_id\":\"Luigi_"
        + worker
        + round
        + "_"
        + i
        + "\",\"status\":\""
        + status
        + "\",\"deps\":[],\"runnable\":true,\"priority\":0,\"resources\":{},\"params\":{\"i\":\""
        + i
        + "\"},\"family\":\"Luigi\",\"module\":\"training\",\"batchable\":false,"
        + "\"accepts_messages\":false,\"owners\":[],\"param_visibilities\":{\"i\":0},"
        + "\"retry_policy_dict\":{\"retry_count\":null,\"disable_hard_timeout\":null,"
        + "\"disable_window\":null}}";
  }

  private void luigi(String method, String arguments) throws IOException {
    ask(
        "POST",
        "/api/" + method,
        "application/x-www-form-urlencoded",
        "data=" + URLEncoder.encode(arguments, StandardCharsets.UTF_8));
  }

  private void asPerson() throws IOException {
    String id = "/api/v1/tasks/" + task(3_000);
    for (String path :
        new String[] {
          "/ui/",
          "/health/live",
          "/health/ready",
          "/metrics",
          "/api/v1/openapi.json",
          "/api/v1/tasks",
          "/api/v1/tasks?status=pending&text=Trained",
          id,
          id + "/graph",
          id + "/attempts",
          "/api/v1/attempts",
          "/api/v1/counts",
          "/api/v1/families",
          "/api/v1/workers",
          "/api/v1/scheduler",
          "/api/v1/resources"
        }) {
      ask("GET", path, "", "");
    }
    ask("POST", id + "/priority", "application/json", "{\"priority\":1}");
  }

  private String ask(String verb, String path, String type, String body) throws IOException {
    var connection = (HttpURLConnection) URI.create(address + path).toURL().openConnection();
    connection.setRequestMethod(verb);
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", type);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 200) {
      try (InputStream error = connection.getErrorStream()) {
        String text = error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
        throw new IOException(verb + " " + path + " " + connection.getResponseCode() + ": " + text);
      }
    }
    try (InputStream answer = connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
