package dev.stillson.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Marker;
import dev.stillson.store.MarkerStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link MarkerStore} promises. A subclass gives each test an empty store. */
@Timeout(60)
public abstract class MarkerStoreContract {

  /** For subclasses. */
  protected MarkerStoreContract() {}

  /** The store: the same one for all calls of a test, empty at its beginning. */
  protected abstract MarkerStore store() throws IOException;

  private boolean exists(Marker marker) throws IOException {
    return store().existing(List.of(marker)).contains(marker);
  }

  @Test
  void aMarkerExistsOnceItIsMarked() throws IOException {
    Marker marker = new Marker("mail-2026-11-21");

    assertThat(exists(marker)).isFalse();
    store().mark(marker);
    assertThat(exists(marker)).isTrue();
  }

  @Test
  void markingTwiceChangesNothing() throws IOException {
    Marker marker = new Marker("mail");
    store().mark(marker);
    store().mark(marker);

    assertThat(exists(marker)).isTrue();
    store().delete(List.of(marker));
    assertThat(exists(marker)).isFalse();
  }

  @Test
  void existingAnswersForManyAtOnceAndOnlyForThoseAsked() throws IOException {
    List<Marker> asked = new ArrayList<>();
    Set<Marker> there = new LinkedHashSet<>();
    store().mark(new Marker("not asked"));
    for (int i = 0; i < 1500; i++) {
      Marker marker = new Marker("day " + i);
      asked.add(marker);
      if (i % 10 == 0) {
        store().mark(marker);
        there.add(marker);
      }
    }
    asked.addAll(asked.subList(0, 20));

    assertThat(store().existing(asked)).isEqualTo(there);
    assertThat(store().existing(List.of())).isEmpty();
  }

  @Test
  void deletingPassesOverTheMissing() throws IOException {
    store().mark(new Marker("one"));
    store().mark(new Marker("two"));

    store().delete(List.of(new Marker("one"), new Marker("missing")));

    assertThat(exists(new Marker("one"))).isFalse();
    assertThat(exists(new Marker("two"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "a/b",
        "../../x",
        "%2F",
        "a%2Fb",
        "line\nfeed",
        "zero\0byte",
        "con",
        "a:b",
        "漢字 🦀",
        "'; drop table markers; --",
        ".stillson-x",
        "env",
        "env/x",
        "trailing.",
        " leading"
      })
  void aHostileNameIsAName(String name) throws IOException {
    store().mark(new Marker(name));

    assertThat(store().existing(List.of(new Marker(name), new Marker("x"), new Marker("a"))))
        .containsExactly(new Marker(name));
  }

  @Test
  void namesThatLookAlikeAreDifferentMarkers() throws IOException {
    String longName = "n".repeat(3000);
    List<String> names =
        List.of("a", "a/b", "a%2Fb", "a_b", "a b", "a.", longName + "1", longName + "2");
    List<String> twins =
        List.of("A", "A/b", "a%252Fb", "a-b", "a  b", "a..", longName + "3", longName);
    for (String name : names) {
      store().mark(new Marker(name));
    }
    assertThat(store().existing(twins.stream().map(Marker::new).toList())).isEmpty();
    assertThat(store().existing(names.stream().map(Marker::new).toList())).hasSize(names.size());
  }

  @Test
  void aTestEnvironmentIsAnotherPlace() throws IOException {
    Marker real = new Marker("mail");
    store().mark(real);
    Marker one = store().inEnvironment(real, "one");
    Marker two = store().inEnvironment(real, "two");

    assertThat(store().existing(List.of(one, two))).isEmpty();
    store().mark(one);
    assertThat(store().existing(List.of(real, one, two))).containsExactlyInAnyOrder(real, one);
    assertThat(store().inEnvironment(real, "one")).isEqualTo(one);
  }
}
