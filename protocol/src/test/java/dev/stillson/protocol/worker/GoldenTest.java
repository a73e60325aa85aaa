package dev.stillson.protocol.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Version 1 of the protocol, as files. A file may get new fields as long as version 1 is spoken,
 * and loses none; {@code -Dgolden=write} writes those that do not exist yet.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/stillson/protocol/worker/v1");

  static Set<String> requests() {
    return Samples.requests().keySet();
  }

  static Set<String> responses() {
    return Samples.responses().keySet();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestIsWrittenAsInItsFile(String name) throws IOException {
    assertThat(written(Objects.requireNonNull(Samples.requests().get(name))))
        .isEqualTo(golden(name + ".request.json"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestIsReadFromItsFile(String name) throws IOException {
    WorkerRequest read = WorkerCodec.request(stream(golden(name + ".request.json")));
    assertThat(read).isEqualTo(Objects.requireNonNull(Samples.requests().get(name)));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void responseIsWrittenAsInItsFile(String name) throws IOException {
    assertThat(written(Objects.requireNonNull(Samples.responses().get(name))))
        .isEqualTo(golden(name + ".response.json"));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void responseIsReadFromItsFile(String name) throws IOException {
    WorkerResponse read = WorkerCodec.response(stream(golden(name + ".response.json")));
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(StackTraceElement[].class)
        .isEqualTo(Objects.requireNonNull(Samples.responses().get(name)));
  }

  @Test
  void everyKindOfCommandAndReplyHasASample() {
    assertThat(Samples.requests().values().stream().flatMap(each -> each.commands().stream()))
        .extracting(Object::getClass)
        .containsAll(permitted(WorkerCommand.class));
    assertThat(Samples.responses().values().stream().flatMap(each -> each.replies().stream()))
        .extracting(Object::getClass)
        .containsAll(permitted(Reply.class));
  }

  private static java.util.List<Class<?>> permitted(Class<?> sealed) {
    java.util.List<Class<?>> found = new java.util.ArrayList<>();
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      if (each.isSealed()) {
        found.addAll(permitted(each));
      } else {
        found.add(each);
      }
    }
    return found;
  }

  static String written(WorkerRequest request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkerCodec.write(request, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static String written(WorkerResponse response) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkerCodec.write(response, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String golden(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    if (!Files.exists(file) && "write".equals(System.getProperty("golden"))) {
      String key = name.substring(0, name.indexOf('.'));
      String text =
          name.endsWith(".request.json")
              ? written(Objects.requireNonNull(Samples.requests().get(key)))
              : written(Objects.requireNonNull(Samples.responses().get(key)));
      Files.writeString(file, text + "\n");
    }
    return Files.readString(file).strip();
  }
}
