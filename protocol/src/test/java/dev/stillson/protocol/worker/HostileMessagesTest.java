package dev.stillson.protocol.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileMessagesTest {

  private static String command(String fields) {
    return "{\"protocol\":1,\"worker\":\"w\",\"commands\":[{" + fields + "}]}";
  }

  private static ProtocolException refused(String text) {
    ProtocolException error =
        catchThrowableOfType(
            ProtocolException.class, () -> WorkerCodec.request(GoldenTest.stream(text)));
    assertThat(error).as(text.substring(0, Math.min(200, text.length()))).isNotNull();
    return error;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | MALFORMED",
        "hello | MALFORMED",
        "[] | MALFORMED",
        "null | MALFORMED",
        "{ | MALFORMED",
        "{} | MALFORMED",
        "{\"protocol\":1} | INVALID_VALUE",
        "{\"protocol\":2,\"worker\":\"w\"} | VERSION",
        "{\"protocol\":\"1\",\"worker\":\"w\"} | MALFORMED",
        "{\"protocol\":1,\"worker\":\"w\",\"commands\":{}} | MALFORMED",
        "{\"protocol\":1,\"worker\":\"w\",\"commands\":[1]} | MALFORMED",
        "{\"protocol\":1,\"worker\":\"w\",\"wait\":-1} | INVALID_VALUE",
        "{\"protocol\":1,\"worker\":\"w\",\"wait\":NaN} | MALFORMED",
        "{\"protocol\":1,\"worker\":\"w\",\"wait\":1e999} | INVALID_VALUE",
        "{\"protocol\":1,\"worker\":\"w\"} {} | MALFORMED"
      })
  void whatIsNoRequestIsRefused(String text, ProtocolException.Code code) {
    assertThat(refused(text).code()).as(text).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"most\":1 | MALFORMED",
        "\"type\":\"explode\" | UNKNOWN_COMMAND",
        "\"type\":\"claim\",\"most\":-1 | INVALID_VALUE",
        "\"type\":\"claim\",\"most\":2147483648 | INVALID_VALUE",
        "\"type\":\"claim\",\"most\":99999999999999999999 | MALFORMED",
        "\"type\":\"claim\",\"most\":1.5 | MALFORMED",
        "\"type\":\"register\",\"slots\":0 | INVALID_VALUE",
        "\"type\":\"report\",\"outcome\":\"done\" | MALFORMED",
        "\"type\":\"report\",\"task\":\"t\",\"attempt\":0,\"outcome\":\"done\" | INVALID_VALUE",
        "\"type\":\"report\",\"task\":\"\",\"attempt\":1,\"outcome\":\"done\" | INVALID_VALUE",
        "\"type\":\"report\",\"task\":\"t\",\"attempt\":1,\"outcome\":\"maybe\" | INVALID_VALUE",
        "\"type\":\"progress\",\"task\":\"t\",\"attempt\":1,\"percentage\":101 | INVALID_VALUE",
        "\"type\":\"decrease\",\"task\":\"t\",\"attempt\":1,\"less\":{\"r\":-1} | INVALID_VALUE",
        "\"type\":\"announce\",\"tasks\":[{}] | MALFORMED",
        "\"type\":\"announce\",\"tasks\":[{\"id\":\"a\"}] | INVALID_VALUE",
        "\"type\":\"announce\",\"tasks\":[{\"id\":\"a\",\"family\":0}] | INVALID_VALUE",
        "\"type\":\"announce\",\"families\":[{\"name\":\"F\"}],\"tasks\":[{\"id\":\"a\",\"family\":0,\"needs\":[7]}] | INVALID_VALUE",
        "\"type\":\"announce\",\"families\":[{\"name\":\"F\"}],\"tasks\":[{\"id\":\"a\",\"family\":0,\"values\":[\"x\"]}] | INVALID_VALUE",
        "\"type\":\"announce\",\"families\":[{\"name\":\"F\"}],\"tasks\":[{\"id\":\"a\",\"family\":0,\"priority\":\"NaN\"}] | MALFORMED",
        "\"type\":\"announce\",\"families\":[{\"name\":\"F\"}],\"terms\":[{\"resources\":{\"r\":-3}}],\"tasks\":[{\"id\":\"a\",\"family\":0,\"terms\":0}] | INVALID_VALUE",
        "\"type\":\"announce\",\"families\":[{\"name\":\"F\"}],\"terms\":[{\"retry\":{\"times\":1,\"factor\":0}}],\"tasks\":[] | INVALID_VALUE"
      })
  void commandThatMakesNoSenseIsRefused(String fields, ProtocolException.Code code) {
    assertThat(refused(command(fields)).code()).as(fields).isEqualTo(code);
  }

  @Test
  void outputsMayBeManyAndLongButNotWithoutEnd() {
    String task = "\"type\":\"announce\",\"families\":[{\"name\":\"F\"}],\"tasks\":[{\"id\":\"a\",";
    String many = task + "\"family\":0,\"outputs\":[%s\"x\"]}]";
    String most = many.formatted("\"x\",".repeat(99));
    assertThat(WorkerCodec.request(GoldenTest.stream(command(most))).commands()).hasSize(1);
    ProtocolException tooMany = refused(command(many.formatted("\"x\",".repeat(100))));
    assertThat(tooMany.code()).isEqualTo(ProtocolException.Code.INVALID_VALUE);
    assertThat(tooMany.sentence()).contains("A task has 101 outputs; at most 100 can be told");

    String longest = many.formatted("\"" + "x".repeat(4_000) + "\",");
    assertThat(WorkerCodec.request(GoldenTest.stream(command(longest))).commands()).hasSize(1);
    ProtocolException tooLong = refused(command(many.formatted("\"" + "x".repeat(4_001) + "\",")));
    assertThat(tooLong.code()).isEqualTo(ProtocolException.Code.INVALID_VALUE);
    assertThat(tooLong.sentence()).contains("4001 characters");
    assertThat(refused(command(many.formatted("7,"))).code())
        .isEqualTo(ProtocolException.Code.MALFORMED);
  }

  @Test
  void deepNestingIsRefusedAlsoWhereItWouldBeIgnored() {
    String deep = "[".repeat(100_000);
    assertThat(refused("{\"protocol\":1,\"worker\":\"w\",\"unknown\":" + deep).code())
        .isEqualTo(ProtocolException.Code.TOO_LARGE);
  }

  @Test
  void hugeTextIsRefused() {
    String huge = "x".repeat(JsonInput.LONGEST_TEXT + 1);
    assertThat(refused(command("\"type\":\"log\",\"text\":\"" + huge + "\"")).code())
        .isEqualTo(ProtocolException.Code.TOO_LARGE);
  }

  @Test
  void fieldsThatAreNotKnownAndTheirOrderDoNotMatter() {
    WorkerRequest request =
        WorkerCodec.request(
            GoldenTest.stream(
                "{\"commands\":[{\"tasks\":[{\"terms\":0,\"needs\":[1],\"family\":0,\"id\":\"a\"},"
                    + "{\"id\":\"b\",\"family\":0,\"mood\":{\"x\":[1]}}],\"terms\":[{\"messages\":true}],"
                    + "\"families\":[{\"name\":\"F\"}],\"type\":\"announce\"}],"
                    + "\"later\":{\"a\":[{}]},\"worker\":\"w\",\"protocol\":1}"));
    WorkerCommand.Announce announce = (WorkerCommand.Announce) request.commands().getFirst();
    assertThat(announce.tasks().getFirst().dependencies()).isEqualTo(List.of("b"));
    assertThat(announce.tasks().getFirst().terms().acceptsMessages()).isTrue();
  }

  @Test
  void errorShowsNoControlCharacters() {
    assertThat(refused(command("\"type\":\"\\u001b[31m\\u202e\"")).sentence())
        .contains("\\u{1b}")
        .doesNotContain("\u001b");
  }

  @Test
  void responseWithAnErrorThrowsIt() {
    ProtocolException error =
        catchThrowableOfType(
            ProtocolException.class,
            () ->
                WorkerCodec.response(
                    GoldenTest.stream(
                        "{\"error\":{\"code\":\"forbidden\",\"message\":\"No\",\"hint\":\"sign in\"}}")));
    assertThat(error).hasMessage("No");
    assertThat(error.hint()).isEqualTo("sign in");
  }
}
