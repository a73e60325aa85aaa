package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Answers the calls that workers and people make to Luigi's scheduler. It keeps nothing about tasks
 * itself. Safe for use by many threads, as long as each scheduler is used by one at a time.
 */
public final class LuigiRpc {
  private final WorkMethods work;
  private final ReportMethods reports;
  private final OperatorMethods operators;
  private final ListMethods lists;
  private final TaskMethods tasks;
  private final GraphMethods graphs;

  /** Answers as {@code settings} say. */
  public LuigiRpc(LuigiSettings settings) {
    this(settings, () -> UUID.randomUUID().toString());
  }

  /** {@code names} makes the names of messages. */
  LuigiRpc(LuigiSettings settings, Supplier<String> names) {
    SerializedTask serialized = new SerializedTask(settings);
    work = new WorkMethods(settings);
    reports = new ReportMethods();
    operators = new OperatorMethods(settings, serialized, names);
    lists = new ListMethods(serialized);
    tasks = new TaskMethods(settings, serialized);
    graphs = new GraphMethods(settings, serialized);
  }

  /** The names of all methods. */
  public static Set<String> methods() {
    return Shape.METHODS.keySet();
  }

  /** A call that has been read and is still to be made. */
  public static final class Call {
    private static final int LARGE = 2_000;

    private final Survey survey;

    private Call(Survey survey) {
      this.survey = survey;
    }

    /**
     * Makes the call. Most take one turn; lists and graphs of tasks take many, and tell each task
     * as it was in its own.
     *
     * @return the body of the answer: a JSON object in ASCII with the member {@code response}
     * @throws LuigiCallException if it cannot be made; nothing has changed then
     */
    public byte[] on(Turns turns) {
      // In pieces: a graph has 40 MB, and a text that grows is copied again and again.
      try (ByteArrayBuilder body = new ByteArrayBuilder(LARGE)) {
        try (JsonGenerator out = PythonJson.writer(body)) {
          out.writeStartObject();
          out.writeName("response");
          survey.on(turns, out);
          out.writeEndObject();
        }
        return withoutEndTags(body.toByteArray());
      } catch (IllegalArgumentException e) {
        throw new LuigiCallException(String.valueOf(e.getMessage()));
      }
    }

    /** With {@code <\/} for each {@code </}, as Luigi's server writes it. */
    private static byte[] withoutEndTags(byte[] body) {
      int tags = 0;
      for (int i = 1; i < body.length; i++) {
        tags += body[i] == '/' && body[i - 1] == '<' ? 1 : 0;
      }
      if (tags == 0) {
        return body;
      }
      byte[] more = new byte[body.length + tags];
      int length = 0;
      for (int i = 0; i < body.length; i++) {
        if (i > 0 && body[i] == '/' && body[i - 1] == '<') {
          more[length++] = '\\';
        }
        more[length++] = body[i];
      }
      return more;
    }
  }

  /**
   * Reads a call, which takes most of the time and needs no scheduler.
   *
   * @param method the name of the method
   * @param data the text of the argument {@code data}; null if there is none
   * @throws UnknownMethodException if there is no such method
   * @throws LuigiCallException if the arguments are not what the method needs
   */
  public Call read(String method, @Nullable String data) {
    Shape shape = Shape.METHODS.get(method);
    if (shape == null) {
      throw new UnknownMethodException(method);
    }
    Arguments arguments = new Arguments(method, arguments(data));
    shape.check(arguments);
    try {
      return new Call(survey(arguments));
    } catch (IllegalArgumentException e) {
      throw new LuigiCallException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads and makes a call.
   *
   * @param method the name of the method
   * @param data the text of the argument {@code data}; null if there is none
   * @param now the present time
   * @return the body of the answer: a JSON object in ASCII with the member {@code response}
   * @throws UnknownMethodException if there is no such method
   * @throws LuigiCallException if the arguments are not what the method needs, or it cannot be
   *     carried out; nothing has changed then
   */
  public String call(String method, @Nullable String data, Scheduler scheduler, Instant now) {
    byte[] body = read(method, data).on(Turns.of(scheduler, now));
    return new String(body, StandardCharsets.US_ASCII);
  }

  private static Map<String, PythonValue> arguments(@Nullable String data) {
    if (data == null) {
      return Map.of();
    }
    if (PythonJson.read(data) instanceof PythonValue.Members(Map<String, PythonValue> members)) {
      return members;
    }
    throw new LuigiCallException("The data is no JSON object");
  }

  private Survey survey(Arguments arguments) {
    return switch (arguments.method()) {
      case "task_list" -> tasks.list(arguments);
      case "task_search" -> tasks.search(arguments);
      case "dep_graph" -> graphs.graph(arguments, false);
      case "inverse_dep_graph" -> graphs.graph(arguments, true);
      default -> Survey.of(answer(arguments));
    };
  }

  private Answer answer(Arguments arguments) {
    return switch (arguments.method()) {
      case "add_task" -> work.addTask(arguments);
      case "get_work" -> work.getWork(arguments);
      case "count_pending" -> work.countPending(arguments);
      case "ping" -> work.ping(arguments);
      case "add_worker" -> work.addWorker(arguments);
      case "add_task_batcher" -> work.addTaskBatcher(arguments);
      // They matter to mail and metrics alone, which are not told this way.
      case "announce_scheduling_failure", "report_task_statistics", "update_metrics_task_started" ->
          (scheduler, now, out) -> out.writeNull();
      case "set_task_status_message" -> reports.setMessage(arguments);
      case "get_task_status_message" -> reports.message(arguments);
      case "set_task_progress_percentage" -> reports.setPercentage(arguments);
      case "get_task_progress_percentage" -> reports.percentage(arguments);
      case "decrease_running_task_resources" -> reports.decrease(arguments);
      case "get_running_task_resources" -> reports.resources(arguments);
      case "add_scheduler_message_response" -> reports.addResponse(arguments);
      case "get_scheduler_message_response" -> reports.takeResponse(arguments);
      case "fetch_error" -> reports.error(arguments);
      case "worker_list" -> lists.workers(arguments);
      case "resource_list" -> lists.resources();
      case "graph" -> graphs.all();
      default -> operators.answer(arguments);
    };
  }
}
