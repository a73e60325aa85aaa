package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Standing;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Requests and responses of workers as JSON and back. Fields that are not known are ignored, so
 * that newer peers may say more; a command or a version that is not known is an error. Streams are
 * not closed. Safe for threads.
 */
public final class WorkerCodec {
  private static final int LONGEST_WORKER = 400;

  private WorkerCodec() {}

  private static JsonGenerator generator(OutputStream stream) {
    return JsonInput.FACTORY.createGenerator(ObjectWriteContext.empty(), new Unclosed(stream));
  }

  /** Writes a request. */
  public static void write(WorkerRequest request, OutputStream stream) {
    JsonGenerator out = generator(stream);
    try (out) {
      out.writeStartObject();
      out.writeNumberProperty("protocol", WorkerRequest.PROTOCOL);
      out.writeStringProperty("worker", request.worker());
      out.writeStringProperty("codeVersion", request.codeVersion());
      out.writeNumberProperty("sequence", request.sequence());
      out.writeNumberProperty("wait", request.patience().toMillis());
      out.writeName("commands").writeStartArray();
      CommandWriter commands = new CommandWriter(out);
      request.commands().forEach(commands::write);
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  /**
   * Reads a request.
   *
   * @throws ProtocolException if it is none, or of a version or with commands that are not known
   * @throws java.io.UncheckedIOException if the stream cannot be read
   */
  public static WorkerRequest request(InputStream stream) {
    return JsonInput.guarded(() -> {
      try (JsonInput in = new JsonInput(new Unclosed.Input(stream))) {
        WorkerRequest request = request(in);
        in.end();
        return request;
      }
    });
  }

  private static WorkerRequest request(JsonInput in) {
    int protocol = 0;
    String worker = "";
    String codeVersion = "";
    long sequence = 0;
    Duration patience = Duration.ZERO;
    List<WorkerCommand> commands = new ArrayList<>();
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "protocol" -> {
          protocol = in.integer(0);
          checkVersion(protocol);
        }
        case "worker" -> worker = in.text();
        case "codeVersion" -> codeVersion = in.text();
        case "sequence" -> sequence = in.number(0);
        case "wait" -> patience = Rules.duration(in);
        case "commands" -> {
          in.beginArray();
          while (in.more()) {
            commands.add(CommandReader.read(in));
          }
        }
        default -> in.skip();
      }
    }
    if (protocol == 0) {
      throw JsonInput.malformed("The request names no version of the protocol");
    }
    if (worker.isEmpty() || worker.length() > LONGEST_WORKER) {
      throw JsonInput.invalid(
          "The worker's name has "
              + worker.length()
              + " characters; it must have 1 to "
              + LONGEST_WORKER,
          "");
    }
    if (patience.compareTo(WorkerRequest.LONGEST_WAIT) > 0) {
      patience = WorkerRequest.LONGEST_WAIT;
    }
    return new WorkerRequest(worker, codeVersion, sequence, patience, commands);
  }

  private static void checkVersion(int protocol) {
    if (protocol != WorkerRequest.PROTOCOL) {
      throw new ProtocolException(
          ProtocolException.Code.VERSION,
          "The request is of version "
              + protocol
              + " of the protocol; spoken here is "
              + WorkerRequest.PROTOCOL,
          "let worker and server be of the same release");
    }
  }

  /** Writes a response. */
  public static void write(WorkerResponse response, OutputStream stream) {
    JsonGenerator out = generator(stream);
    try (out) {
      ReplyWriter replies = new ReplyWriter(out);
      out.writeStartObject();
      out.writeName("replies").writeStartArray();
      response.replies().forEach(replies::write);
      out.writeEndArray();
      replies.standing(response.standing());
      out.writeEndObject();
    }
  }

  /** Writes the response to a request of which nothing was applied. */
  public static void write(ProtocolException error, OutputStream stream) {
    JsonGenerator out = generator(stream);
    try (out) {
      out.writeStartObject();
      new ReplyWriter(out).error(error);
      out.writeEndObject();
    }
  }

  /**
   * Reads a response.
   *
   * @throws ProtocolException the one that the response tells, or that it is none
   * @throws java.io.UncheckedIOException if the stream cannot be read
   */
  public static WorkerResponse response(InputStream stream) {
    return JsonInput.guarded(() -> {
      try (JsonInput in = new JsonInput(new Unclosed.Input(stream))) {
        WorkerResponse response = response(in);
        in.end();
        return response;
      }
    });
  }

  private static WorkerResponse response(JsonInput in) {
    List<Reply> replies = new ArrayList<>();
    Standing standing = Standing.ACTIVE;
    @Nullable ProtocolException error = null;
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "error" -> error = ReplyReader.error(in);
        case "standing" -> standing = ReplyWriter.STANDINGS.parse(in.text());
        case "replies" -> {
          in.beginArray();
          while (in.more()) {
            replies.add(ReplyReader.read(in));
          }
        }
        default -> in.skip();
      }
    }
    if (error != null) {
      throw error;
    }
    return new WorkerResponse(replies, standing);
  }
}
