package dev.stillson.file;

import dev.stillson.Marker;
import dev.stillson.store.Draft;
import dev.stillson.store.MarkerStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Markers as small files in one folder, each with the marker's name in it. */
final class LocalMarkerStore implements MarkerStore {
  private final Folders folders;

  LocalMarkerStore(Folders folders) {
    this.folders = folders;
  }

  @Override
  public Set<Marker> existing(Collection<Marker> targets) throws IOException {
    Marker[] markers = targets.toArray(new Marker[0]);
    boolean[] found = Survey.of(markers.length, index -> exists(markers[index]));
    Set<Marker> existing = HashSet.newHashSet(markers.length);
    for (int i = 0; i < markers.length; i++) {
      if (found[i]) {
        existing.add(markers[i]);
      }
    }
    return existing;
  }

  private boolean exists(Marker marker) throws IOException {
    Path path = path(marker);
    try {
      return Kind.of(path) == Kind.FILE;
    } catch (IOException e) {
      throw new DiskException("The marker '" + marker.name() + "' cannot be looked for", path, e);
    }
  }

  @Override
  public void mark(Marker marker) throws IOException {
    if (exists(marker)) {
      return;
    }
    MarkerFile file = MarkerFile.of(marker);
    Folder folder = folders.at(file.folder(), true);
    Subject subject = new Subject("marker", marker.name());
    try (Draft draft = new FileDraft(subject, folder, file.name(), true)) {
      try (OutputStream out = draft.stream()) {
        out.write((marker.name() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      draft.publish();
    }
  }

  @Override
  public void delete(Collection<Marker> targets) throws IOException {
    for (Marker marker : targets) {
      Path path = path(marker);
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new DiskException("The marker '" + marker.name() + "' cannot be deleted", path, e);
      }
    }
  }

  @Override
  public Marker inEnvironment(Marker target, String environment) {
    return new Marker(MarkerFile.ENVIRONMENTS + "/" + environment + "/" + target.name());
  }

  private Path path(Marker marker) throws IOException {
    return folders.path(MarkerFile.of(marker).path());
  }
}
