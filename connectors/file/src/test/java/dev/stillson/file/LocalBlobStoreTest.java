package dev.stillson.file;

import dev.stillson.testkit.MapSettings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Blob;
import dev.stillson.store.BlobStore;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalBlobStoreTest {
  @TempDir Path folder;
  private Path root;
  private BlobStore store;

  @BeforeEach
  void openStore() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    store = open(Map.of());
  }

  private BlobStore open(Map<String, String> settings) {
    return (BlobStore) new FileConnectorProvider().open(MapSettings.of(root, settings)).store();
  }

  private static void put(BlobStore store, Blob blob, String text) throws IOException {
    try (Draft draft = store.draft(blob)) {
      try (OutputStream out = draft.stream()) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      draft.publish();
    }
  }

  private String get(Blob blob) throws IOException {
    try (InputStream in = store.open(blob)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> listing(Path of) throws IOException {
    try (Stream<Path> files = Files.walk(of)) {
      return files
          .filter(Files::isRegularFile)
          .map(of::relativize)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  @Test
  void bothConnectorsAreFoundOnTheClassPath() {
    assertThat(ServiceLoader.load(ConnectorProvider.class))
        .extracting(ConnectorProvider::name)
        .contains("file", "marker");
  }

  @Test
  void peopleAreToldThePathOfTheFileThatIsThere() throws IOException {
    Blob strange = Blob.at("a b/%s.txt", "ä/%?\n\u202e<b>");
    put(store, strange, "x");
    assertThat(Files.readString(Path.of(store.describe(strange)))).isEqualTo("x");
    assertThat(store.describe(strange)).startsWith(root + "/a b/ä%2F").contains("<b>.txt");
    assertThat(store.describe(new Blob(folder.resolve("elsewhere/x").toUri())))
        .isEqualTo(folder + "/elsewhere/x");
    Blob directory = Blob.at("parts/");
    assertThat(store.describe(directory)).isEqualTo(root + "/parts/");
    assertThat(store.describe(store.inEnvironment(directory, "ci")))
        .isEqualTo(root + "/env/ci/parts/");
    assertThat(store.describe(Blob.at("../x"))).as("nowhere").isEqualTo("../x");
  }

  @Test
  void relativeBlobsAreBelowTheRootAndAbsoluteOnesWhereTheySay() throws IOException {
    Path elsewhere = folder.resolve("elsewhere/x.txt");
    put(store, Blob.at("a/b.txt"), "below");
    put(store, new Blob(elsewhere.toUri()), "absolute");
    put(store, Blob.at("%s", folder.resolve("plain.txt")), "plain");

    assertThat(root.resolve("a/b.txt")).hasContent("below");
    assertThat(elsewhere).hasContent("absolute");
    assertThat(folder.resolve("plain.txt")).hasContent("plain");
    assertThat(store.local(Blob.at("a/b.txt"), folder)).isEqualTo(root.resolve("a/b.txt"));
  }

  @Test
  void aParameterNeverLeavesItsFolder() throws IOException {
    put(store, Blob.at("out/%s.txt", "../../escaped"), "x");
    put(store, Blob.at("out/%s/x.txt", ".."), "x");

    assertThat(listing(folder))
        .containsExactly("root/out/%2E%2E/x.txt", "root/out/..%2F..%2Fescaped.txt");
  }

  @Test
  void dotsInATemplateAreRefused() {
    assertThatThrownBy(() -> store.draft(Blob.at("../x.txt")))
        .isInstanceOf(IOException.class)
        .hasMessage("The blob '../x.txt' has '..' in its path\nhint: write the place without it");
    assertThatThrownBy(() -> store.existing(List.of(Blob.at("a/../../x"))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anotherMachineIsRefused() {
    assertThatThrownBy(() -> store.open(Blob.at("file://server/share/x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("on another machine\n  host: server\nhint:");
  }

  @Test
  void linksOutOfTheRootAreRefusedForReadingWritingAndDeleting() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("way"), outside);
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

    for (Blob blob : List.of(Blob.at("way/secret"), Blob.at("file"))) {
      assertThatThrownBy(() -> store.open(blob))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("leads out of the root")
          .hasMessageContaining(blob.toString());
      assertThatThrownBy(() -> store.local(blob, folder)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> store.draft(Blob.at("way/new/file"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.delete(List.of(Blob.at("way/secret"))))
        .isInstanceOf(IOException.class);
    assertThat(listing(outside)).containsExactly("secret");
  }

  @Test
  void linksOutOfTheRootAreFollowedIfTheSettingSaysSo() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(root.resolve("way"), outside);

    put(open(Map.of("follow_links", "true")), Blob.at("way/x"), "x");

    assertThat(outside.resolve("x")).hasContent("x");
  }

  @Test
  void linksInsideTheRootAreFollowed() throws IOException {
    put(store, Blob.at("real/x"), "x");
    Files.createSymbolicLink(root.resolve("way"), root.resolve("real"));
    Files.createSymbolicLink(root.resolve("file"), root.resolve("real/x"));

    assertThat(get(Blob.at("way/x"))).isEqualTo("x");
    assertThat(get(Blob.at("file"))).isEqualTo("x");
  }

  @Test
  void writingOverALinkReplacesTheLinkNotWhatItLeadsTo() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "old");
    Files.createSymbolicLink(root.resolve("link"), outside);

    put(store, Blob.at("link"), "new");

    assertThat(outside).hasContent("old");
    assertThat(root.resolve("link")).hasContent("new");
    assertThat(Files.isSymbolicLink(root.resolve("link"))).isFalse();
  }

  @Test
  void theRootMayItselfBeALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    BlobStore linked = open(Map.of("root", link.toString()));
    put(linked, Blob.at("a/x"), "x");
    put(linked, Blob.at("y"), "y");

    assertThat(listing(root)).containsExactly("a/x", "y");
  }

  @Test
  void aFileInTheWayOfAFolderIsNamed() throws IOException {
    put(store, Blob.at("a"), "x");

    assertThatThrownBy(() -> store.draft(Blob.at("a/b/c.txt")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The blob 'a/b/c.txt' cannot be written\n  path:  %s\n  cause: a file is where a folder is needed: %s"
                .formatted(root.resolve("a/b/c.txt"), root.resolve("a")));
    assertThat(store.existing(List.of(Blob.at("a/b/c.txt"), Blob.at("a/")))).isEmpty();
  }

  @Test
  void aNameThatIsTooLongIsRefusedBeforeTheWork() throws IOException {
    Blob blob = Blob.at("a/%s", "é".repeat(150));

    assertThat(store.existing(List.of(blob, Blob.at("%s/x", "n".repeat(300))))).isEmpty();
    assertThatThrownBy(() -> store.draft(blob))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written\n  path:")
        .hasMessageEndingWith("cause: the name is too long for the file system");
    assertThatThrownBy(() -> store.draft(Blob.at("%s/x", "n".repeat(300))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void aDirectoryInPlaceOfAFileIsNamedAndTheReverse() throws IOException {
    Files.createDirectories(root.resolve("d/sub"));
    put(store, Blob.at("f"), "x");

    assertThat(store.existing(List.of(Blob.at("d"), Blob.at("f/")))).isEmpty();
    assertThatThrownBy(() -> store.open(Blob.at("d")))
        .hasMessageContaining("a directory is in its place; a directory's name ends in '/'");
    assertThatThrownBy(() -> store.local(Blob.at("f/"), folder))
        .hasMessageContaining("a file is in its place; a file's name has no '/' at its end");
    assertThatThrownBy(() -> put(store, Blob.at("d"), "x"))
        .hasMessageContaining("The blob 'd' cannot be written\n  path:  " + root.resolve("d"));
    assertThatThrownBy(
            () -> {
              try (Draft draft = store.draft(Blob.at("f/"))) {
                draft.path();
                draft.publish();
              }
            })
        .hasMessageContaining("cause: a file is in its place");
    assertThat(listing(root)).containsExactly("f");
    assertThat(root.resolve("d/sub")).isDirectory();
  }

  @Test
  void anIncompleteDirectorySaysWhatIsMissing() throws IOException {
    Files.createDirectories(root.resolve("d"));

    assertThatThrownBy(() -> store.local(Blob.at("d/"), folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("is not complete: there is no _SUCCESS in it");
  }

  @Test
  void whatCannotBeKnownIsAnErrorAndNotMissing() throws IOException {
    Files.createSymbolicLink(root.resolve("a"), root.resolve("b"));
    Files.createSymbolicLink(root.resolve("b"), root.resolve("a"));

    assertThatThrownBy(() -> store.existing(List.of(Blob.at("x"), Blob.at("a/x"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "The blob 'a/x' cannot be looked for\n  path:  " + root.resolve("a/x"));
  }

  @Test
  void aFolderRemovedBetweenTwoWritesIsMadeAgain() throws IOException {
    put(store, Blob.at("a/b/1"), "x");
    Tree.delete(root.resolve("a"));
    put(store, Blob.at("a/b/2"), "x");
    Tree.delete(root.resolve("a"));
    try (Draft draft = store.draft(Blob.at("a/b/3"))) {
      Files.writeString(draft.path(), "x");
      draft.publish();
    }

    assertThat(listing(root)).containsExactly("a/b/3");
  }

  @Test
  void nothingButTheTargetsIsLeft() throws IOException {
    put(store, Blob.at("a/1"), "x");
    store.draft(Blob.at("a/2")).close();
    try (Draft draft = store.draft(Blob.at("a/3"));
        OutputStream out = draft.stream()) {
      out.write('x');
    }
    for (int i = 0; i < 2; i++) {
      try (Draft draft = store.draft(Blob.at("a/d/"))) {
        Files.writeString(draft.path().resolve("part"), "x");
        draft.publish();
      }
    }
    try (Draft draft = store.draft(Blob.at("a/4"))) {
      Files.writeString(draft.path(), "x");
      draft.publish();
    }
    store.draft(Blob.at("a/e/")).close();

    try (Stream<Path> names = Files.list(root.resolve("a"))) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("1", "4", "d");
    }
  }

  @Test
  void anInterruptedWriterPublishesNothing() throws IOException {
    try (Draft draft = store.draft(Blob.at("x"))) {
      try (OutputStream out = draft.stream()) {
        out.write('x');
        Thread.currentThread().interrupt();
        assertThatThrownBy(out::close).hasMessageContaining("the thread was interrupted");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("The blob 'x' cannot be written");
      }
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(listing(root)).isEmpty();
  }

  @Test
  void environmentsAreBelowTheRootWithAbsolutePlacesApart() {
    assertThat(store.inEnvironment(Blob.at("a/b.gz"), "t1")).hasToString("env/t1/a/b.gz");
    assertThat(store.inEnvironment(Blob.at("/data/x/"), "t1")).hasToString("env/t1/%2F/data/x/");
    assertThat(store.inEnvironment(Blob.at("file:///data/x"), "t1"))
        .hasToString("env/t1/%2F/data/x");
  }

  @Test
  void anEnvironmentMayHaveItsOwnRoot() throws IOException {
    BlobStore configured = open(Map.of("env.t1.root", folder.resolve("other").toString()));
    put(configured, configured.inEnvironment(Blob.at("a/x"), "t1"), "x");
    put(configured, configured.inEnvironment(Blob.at("/data/y"), "t1"), "y");

    assertThat(listing(folder.resolve("other"))).containsExactly("%2F/data/y", "a/x");
    assertThat(configured.inEnvironment(Blob.at("a/x"), "t2")).hasToString("env/t2/a/x");
  }
}
