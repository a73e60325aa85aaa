package dev.stillson.core.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"ArrayRecordComponent", "ExposedPrivateType", "UnicodeInCode", "UnusedMethod"})
class RecordShapeTest {

  private record Primitives(
      boolean z, byte b, char c, short s, int i, long j, float f, double d, String text) {}

  private record Wide(long a, double b, long c, double d, int e) {}

  private record References(int[] numbers, List<String>[] lists, Kind kind, Größe größe) {}

  private enum Kind {
    ONE
  }

  private record Größe(int wert) {}

  private record Empty() {}

  private record Generic<T>(T value, List<? extends T> values) {}

  private record Throwing(int n) {
    Throwing {
      if (n < 0) {
        throw new IllegalArgumentException("n is below 0");
      }
      if (n == 0) {
        throw new StackOverflowError();
      }
    }

    @Override
    public int n() {
      throw new UnsupportedOperationException("not to be read");
    }
  }

  private record Nameless(int n) {
    Nameless {
      Integer.parseInt("");
      if (n > 0) {
        throw new IllegalStateException();
      }
    }
  }

  @Test
  void recordsComeBackFromTheirValues() throws RecordShape.Refused {
    List<Record> records =
        List.of(
            new Primitives(true, (byte) -1, 'ß', (short) -2, 3, Long.MIN_VALUE, 1.5f, -0.0, "x"),
            new Wide(1, 2, 3, 4, 5),
            new Größe(7),
            new Empty(),
            new Generic<>("a", List.of("b")));
    for (Record instance : records) {
      RecordShape shape = RecordShape.of(instance.getClass());
      assertThat(shape.make(shape.read(instance))).isEqualTo(instance);
    }
    RecordShape shape = RecordShape.of(Primitives.class);
    assertThat(shape.read(records.getFirst()))
        .containsExactly(true, (byte) -1, 'ß', (short) -2, 3, Long.MIN_VALUE, 1.5f, -0.0, "x");
    assertThat(shape.size()).isEqualTo(9);
    assertThat(shape.name(8)).isEqualTo("text");
  }

  record Reachable(int n, Kind kind) {
    Reachable {
      if (n < 0) {
        throw new IllegalArgumentException("n is below 0");
      }
    }
  }

  @Test
  void recordOfAnotherClassLoaderComesBack() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {location()}, ClassLoader.getPlatformClassLoader())) {
      for (Class<?> here : List.of(Reachable.class, Primitives.class)) {
        Class<?> there = loader.loadClass(here.getName());
        assertThat(there).isNotEqualTo(here);
        RecordShape shape = RecordShape.of(there);
        Object[] values =
            here == Reachable.class
                ? new Object[] {1, loader.loadClass(Kind.class.getName()).getEnumConstants()[0]}
                : new Object[] {true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6.0, "x"};
        assertThat(shape.read(shape.make(values))).containsExactly(values);
      }
    }
  }

  private static URL location() {
    return RecordShapeTest.class.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void manyThreadsMayAskAtOnce() throws Exception {
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {location()}, ClassLoader.getPlatformClassLoader());
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Class<?> type = loader.loadClass(Wide.class.getName());
      CyclicBarrier start = new CyclicBarrier(8);
      List<Future<RecordShape>> shapes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        shapes.add(
            threads.submit(() -> {
              start.await(10, TimeUnit.SECONDS);
              return RecordShape.of(type);
            }));
      }
      for (Future<RecordShape> shape : shapes) {
        assertThat(shape.get(10, TimeUnit.SECONDS)).isSameAs(RecordShape.of(type));
      }
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void arraysAndForeignNamesAreNoProblem() throws RecordShape.Refused {
    List<String>[] lists = (List<String>[]) new List[0];
    References references = new References(new int[] {1}, lists, Kind.ONE, new Größe(2));
    RecordShape shape = RecordShape.of(References.class);
    assertThat(shape.make(shape.read(references))).isEqualTo(references);
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsReadOnlyWhereItIsAllowed() {
    RecordShape shape = RecordShape.of(Generic.class);
    Generic<String> holed = new Generic<>("a", null);
    assertThat(shape.readNullable(holed)).containsExactly("a", null);
    assertThatThrownBy(() -> shape.read(holed))
        .isInstanceOf(NullComponent.class)
        .hasMessage(
            "Component 'values' of Generic is null.\nhint: a value that may be absent is an Optional");
  }

  @Test
  void refusalOfTheConstructorIsToldInItsWords() {
    RecordShape shape = RecordShape.of(Throwing.class);
    assertThatThrownBy(() -> shape.make(new Object[] {-1}))
        .isInstanceOfSatisfying(
            RecordShape.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo("n is below 0"));
    assertThatThrownBy(() -> shape.make(new Object[] {0})).isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> RecordShape.of(Reachable.class).make(new Object[] {-1, Kind.ONE}))
        .isInstanceOf(RecordShape.Refused.class)
        .hasMessage("n is below 0");
    assertThatThrownBy(() -> shape.read(new Throwing(1)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> RecordShape.of(Nameless.class).make(new Object[] {1}))
        .isInstanceOfSatisfying(
            RecordShape.Refused.class, refused -> assertThat(refused.reason()).contains("\"\""));
  }

  @Test
  void recordOfAClosedModuleIsRefused() throws ClassNotFoundException {
    Class<?> closed = Class.forName("java.lang.reflect.Proxy$ProxyBuilder$ProxyClassContext");
    assertThatThrownBy(() -> RecordShape.of(closed))
        .isInstanceOf(InaccessibleRecord.class)
        .hasMessage(
            "Package java.lang.reflect is not open.\n"
                + "hint: add to module-info.java: opens java.lang.reflect;");
  }
}
