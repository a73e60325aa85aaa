package dev.stillson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobTest {

  @Test
  void argumentsFillTheTemplate() {
    assertThat(Blob.at("articles/%s.txt", LocalDate.of(2026, 11, 21)))
        .hasToString("articles/2026-11-21.txt");
    assertThat(Blob.at("s3://bucket/part-%05d", 7)).hasToString("s3://bucket/part-00007");
    assertThat(Blob.at("plain/file name.txt")).hasToString("plain/file%20name.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "../../etc/passwd",
        "..",
        ".",
        "...",
        "a\nb",
        "a:b",
        "a\\b",
        "..\\..",
        "nul\u0000",
        "%2e%2e%2f",
        "%2e",
        "\ud83d\ude00",
        "é",
        "a b",
        "?q=1",
        "#x",
        "[x]",
        "con",
        "//host",
        "~",
        "\u202eabc",
        "a%sb",
        "%",
        "\"",
        "<b>"
      })
  void argumentStaysOneSegmentWhateverItHolds(String text) {
    Blob blob = Blob.at("dir/%s/file", text);
    String[] segments = blob.uri().getRawPath().split("/", -1);
    assertThat(segments).hasSize(3);
    assertThat(segments[0]).isEqualTo("dir");
    assertThat(segments[1]).isNotIn("..", ".", "...").matches("[!-~]+");
    assertThat(segments[2]).isEqualTo("file");
    assertThat(URLDecoder.decode(segments[1].replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(text);
    assertThat(blob.uri().normalize()).isEqualTo(blob.uri());
    assertThat(blob.scheme()).isEmpty();
    assertThat(Blob.at("dir").resolve(text)).isEqualTo(Blob.at("dir/%s", text));
  }

  @Test
  void longArgumentAndCaseAreKept() {
    assertThat(Blob.at("x/%s", "a".repeat(300)).toString()).hasSize(302);
    assertThat(Blob.at("x/%s", "A")).isNotEqualTo(Blob.at("x/%s", "a"));
  }

  @Test
  void emptyArgumentLeavesAnEmptySegment() {
    assertThat(Blob.at("dir/%s/file", "")).hasToString("dir//file");
  }

  @Test
  void pathsAndBlobsKeepTheirSlashes() {
    assertThat(Blob.at("%s/x", Path.of("a", "b c"))).hasToString("a/b%20c/x");
    assertThat(Blob.at("%s/x", Blob.at("s3://b/k"))).hasToString("s3://b/k/x");
    assertThat(Blob.at("%s/x", URI.create("s3://b/k%20"))).hasToString("s3://b/k%20/x");
  }

  @Test
  void directoryEndsInASlash() {
    assertThat(Blob.at("a/b/").isDirectory()).isTrue();
    assertThat(Blob.at("a/b").isDirectory()).isFalse();
    assertThat(Blob.at("a/b/").resolve("c")).isEqualTo(Blob.at("a/b/c"));
    assertThat(Blob.at("S3://Bucket/Key").scheme()).isEqualTo("s3");
  }

  @Test
  void placeWithoutPathOrWithAQueryIsRefused() {
    for (String uri : List.of("s3://bucket", "mailto:x@y", "")) {
      assertThatThrownBy(() -> new Blob(URI.create(uri)))
          .as(uri)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no path");
    }
    assertThatThrownBy(() -> new Blob(URI.create("s3://b/k?x=1")))
        .hasMessageContaining("has a query or a fragment");
    assertThat(Blob.at("a?b=%s", "1")).hasToString("a%3Fb=1");
  }
}
