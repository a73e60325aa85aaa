package dev.stillson.worker;

import dev.stillson.Blob;
import dev.stillson.store.BlobStore;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Draft;
import dev.stillson.store.Settings;
import dev.stillson.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Plain files, {@code disk:///path}, which several JVMs can see. */
public final class Disk implements ConnectorProvider, Connector, BlobStore {

  private static Path path(Blob blob) {
    return Path.of(blob.uri().getPath());
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("disk");
  }

  @Override
  public Connector open(Settings settings) {
    return this;
  }

  @Override
  public Store<?> store() {
    return this;
  }

  @Override
  public Set<Blob> existing(Collection<Blob> targets) {
    Set<Blob> found = new HashSet<>();
    for (Blob blob : targets) {
      if (Files.exists(path(blob))) {
        found.add(blob);
      }
    }
    return found;
  }

  @Override
  public void delete(Collection<Blob> targets) throws IOException {
    for (Blob blob : targets) {
      Files.deleteIfExists(path(blob));
    }
  }

  @Override
  public Blob inEnvironment(Blob target, String environment) {
    return new Blob(target.uri().resolve(environment + "-" + path(target).getFileName()));
  }

  @Override
  public InputStream open(Blob blob) throws IOException {
    return Files.newInputStream(path(blob));
  }

  @Override
  public Draft draft(Blob blob) throws IOException {
    Path target = path(blob);
    Path draft = Files.createTempFile(target.getParent(), ".draft", "");
    return new Draft() {
      @Override
      public OutputStream stream() throws IOException {
        return Files.newOutputStream(draft);
      }

      @Override
      public Path path() {
        return draft;
      }

      @Override
      public void publish() throws IOException {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void close() throws IOException {
        Files.deleteIfExists(draft);
      }
    };
  }

  @Override
  public Path local(Blob blob, Path scratch) {
    return path(blob);
  }
}
