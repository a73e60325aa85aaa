package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.ExternalTask;
import dev.stillson.Node;
import dev.stillson.Param;
import dev.stillson.Secret;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.worker.connector.Connectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What servers hear of where results are. */
@Timeout(60)
class OutputsTest {
  private final Spots spots = new Spots();
  private RunOptions options = RunOptions.defaults().withConnector(spots);

  /** What is told of {@code node}. */
  private List<String> told(Node node) {
    return told(node, true);
  }

  private List<String> told(Node node, boolean everything) {
    try (Connectors connectors =
        new Connectors(options.classes(), options.settings(), options.connectors())) {
      Graph graph = new Graph(options, connectors, new Listeners(List.of()), () -> false);
      graph.explore(List.of(node));
      return new Announcements(everything, Set.of(), graph.existence())
          .of(graph.roots().getFirst())
          .outputs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A task that is not run here. */
  interface Still extends Task<Spot> {
    @Override
    default void run(TaskContext context) {}
  }

  record Named(String name) implements Still {
    @Override
    public Spot output() {
      return new Spot(name);
    }
  }

  @Test
  void theTextOfTheTargetIsTold() {
    assertThat(told(new Named("/data/ä b.txt"))).containsExactly("spot:/data/ä b.txt");
  }

  @Test
  void aRunOfItsOwnIsNotToldAnything() {
    assertThat(told(new Named("a"), false)).isEmpty();
  }

  @Test
  void aLongTextIsCutVisiblyAndNoCharacterIsCutInHalf() {
    assertThat(told(new Named("x".repeat(995)))).containsExactly("spot:" + "x".repeat(995));
    String cut = told(new Named("x".repeat(993) + "\ud83d\ude00\ud83d\ude00")).getFirst();
    assertThat(cut).isEqualTo("spot:" + "x".repeat(993) + "…");
    assertThat(told(new Named("x".repeat(996))).getFirst()).hasSize(1_000).endsWith("x…");
  }

  @Test
  void passwordsAndTokensInAPlaceAreMasked() {
    assertThat(told(new Named("s3://key:s3cret@bucket/a")))
        .containsExactly("spot:s3://******@bucket/a");
    assertThat(told(new Named("jdbc:postgresql://db/x?user=ann&password=s3/cret&ssl=true")))
        .containsExactly("spot:jdbc:postgresql://db/x?user=ann&password=******&ssl=true");
    assertThat(told(new Named("https://host/a?API_KEY=s3cret")))
        .containsExactly("spot:https://host/a?API_KEY=******");
    assertThat(told(new Named("https://host/a?X-Amz-Signature=ab12&sig=c%3D&access_token=x&n=1")))
        .containsExactly(
            "spot:https://host/a?X-Amz-Signature=******&sig=******&access_token=******&n=1");
    assertThat(told(new Named("/data/design=a/key=b")))
        .containsExactly("spot:/data/design=a/key=b");
    assertThat(told(new Named("hdfs://ann@node:8020/day=2026-11-21/a")))
        .containsExactly("spot:hdfs://ann@node:8020/day=2026-11-21/a");
  }

  @Test
  void inATestEnvironmentThePlaceThereIsTold() {
    options = options.withEnvironment("ci");
    assertThat(told(new Waited("a"))).containsExactly("spot:ci/a");
  }

  record Waited(String name) implements ExternalTask<Spot> {
    @Override
    public Spot output() {
      return new Spot(name);
    }
  }

  @Test
  void ofAnExternalTaskItIsToldWhatIsWaitedFor() {
    assertThat(told(new Waited("a"))).containsExactly("spot:a");
  }

  @Test
  void itIsToldAlsoWhenItIsNotKnownWhetherItExists() {
    spots.hide("a");
    assertThat(told(new Waited("a"))).containsExactly("spot:a");
  }

  record Broken() implements Still {
    @Override
    public Spot output() {
      throw new IllegalStateException("no place");
    }
  }

  @Test
  void ofATaskWhoseOutputThrowsNothingIsTold() {
    assertThat(told(new Broken())).isEmpty();
  }

  record Signed(String name, Secret key) implements Still {
    @Override
    public Spot output() {
      return new Spot(name + "/" + key.reveal().toUpperCase(Locale.ROOT) + "/x");
    }
  }

  @Test
  void aSecretIsMaskedHoweverItGetsIntoThePlace() {
    assertThat(told(new Signed("a", Secret.of("s3cret")))).containsExactly("spot:a/******/x");
  }

  record Quiet(String name, Secret key) implements Still {
    @Override
    public Spot output() {
      return new Spot(name);
    }
  }

  @Test
  void aSecretThatHasNothingToDoWithThePlaceIsNoHindrance() {
    assertThat(told(new Quiet("s3cret", Secret.of("s3cret")))).containsExactly("spot:s3cret");
  }

  record Numbered(
      String name,
      @Param(visibility = Param.Visibility.PRIVATE) int number,
      @Param(visibility = Param.Visibility.HIDDEN) Path root,
      boolean shown)
      implements Still {
    @Override
    public Spot output() {
      return new Spot(root + "/" + name + (shown ? number : ""));
    }
  }

  @Test
  void whatIsNotPublicIsMaskedAndWhereNoMaskFitsNothingIsTold() {
    assertThat(told(new Numbered("a", 7, Path.of("/mine"), false))).isEmpty();
    assertThat(told(new Numbered("a", 7, Path.of("/mine"), true))).isEmpty();
  }

  record Counted(
      String name, @Param(visibility = Param.Visibility.PRIVATE) int number, boolean shown)
      implements Still {
    @Override
    public Spot output() {
      return new Spot(name + (shown ? number : ""));
    }
  }

  @Test
  void aPrivateNumberThatHasNothingToDoWithThePlaceIsNoHindrance() {
    for (int number : new int[] {0, 7, 42}) {
      assertThat(told(new Counted("a", number, false))).containsExactly("spot:a");
      assertThat(told(new Counted("a", number, true))).as("number %d", number).isEmpty();
    }
  }

  record Rooted(String name, @Param(visibility = Param.Visibility.HIDDEN) Path root)
      implements Still {
    @Override
    public Spot output() {
      return new Spot(root + "/" + name);
    }
  }

  @Test
  void aHiddenPathIsMasked() {
    assertThat(told(new Rooted("a", Path.of("/mine")))).containsExactly("spot:******/a");
  }

  record Choosy(@Param(visibility = Param.Visibility.PRIVATE) String key) implements Still {
    Choosy {
      if (!key.equals("s3cret")) {
        throw new IllegalArgumentException("no such key");
      }
    }

    @Override
    public Spot output() {
      return new Spot("a");
    }
  }

  @Test
  void nothingIsToldOfATaskThatCannotHaveOtherPrivateValues() {
    assertThat(told(new Choosy("s3cret"))).isEmpty();
  }

  @Test
  void serversHearItFromRunsSubmissionsAndRunningTasks(@TempDir Path folder) {
    Lab lab =
        new Lab("root: a x", "a:", "x:", "w: a", "found:")
            .exists("x")
            .body(
                "a",
                (step, context) -> {
                  context.require(new Lab.Step(step.lab(), "found"));
                  step.put(context);
                });
    try (Post post = new Post(folder)) {
      lab.options(
          options -> options.withFolder(folder.resolve("w1")).withScheduler(post.link("w1")));
      try (Engine engine = lab.engine()) {
        engine.submit(lab.nodes("w"));
        assertThat(post.outputs).containsEntry(id(lab, "w"), List.of());
        assertThat(post.outputs).containsEntry(id(lab, "a"), List.of("spot:a"));
      }
      post.outputs.clear();
      assertThat(lab.run("root").status()).isEqualTo(RunResult.Status.SUCCESS);
      for (String name : List.of("root", "a", "x", "found")) {
        assertThat(post.outputs).containsEntry(id(lab, name), List.of("spot:" + name));
      }
    }
  }

  @Test
  void inATestEnvironmentWhatIsTakenFromTheRealPlaceIsToldThere(@TempDir Path folder) {
    Lab lab = new Lab("root: a", "a:").exists("a");
    try (Post post = new Post(folder)) {
      lab.options(options ->
          options.withFolder(folder).withScheduler(post.link("w")).withEnvironment("ci"));
      try (Engine engine = lab.engine()) {
        engine.submit(lab.nodes("root"));
        assertThat(post.outputs).containsEntry(id(lab, "root"), List.of("spot:ci/root"));
        assertThat(post.outputs).containsEntry(id(lab, "a"), List.of("spot:a"));
      }
    }
  }

  private static String id(Lab lab, String name) {
    return TaskType.of(lab.node(name)).id(lab.node(name));
  }
}
