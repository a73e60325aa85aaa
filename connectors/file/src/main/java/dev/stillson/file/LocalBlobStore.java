package dev.stillson.file;

import dev.stillson.Blob;
import dev.stillson.store.BlobStore;
import dev.stillson.store.Draft;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Blobs as files and directories of the local file system. */
final class LocalBlobStore implements BlobStore {
  private final Names names = Names.here();
  private final Folders folders;
  private final Environments environments;
  private final boolean sync;

  LocalBlobStore(Folders folders, Environments environments, boolean sync) {
    this.folders = folders;
    this.environments = environments;
    this.sync = sync;
  }

  @Override
  public Set<Blob> existing(Collection<Blob> targets) throws IOException {
    List<Blob> blobs = new ArrayList<>(targets);
    boolean[] found = Survey.of(blobs.size(), new Look(this, blobs));
    Set<Blob> existing = HashSet.newHashSet(blobs.size());
    for (int i = 0; i < blobs.size(); i++) {
      if (found[i]) {
        existing.add(blobs.get(i));
      }
    }
    return existing;
  }

  /** One of many. */
  private record Look(LocalBlobStore store, List<Blob> blobs) implements Survey.Question {
    @Override
    public boolean exists(int index) throws IOException {
      return store.exists(blobs.get(index));
    }
  }

  private boolean exists(Blob blob) throws IOException {
    Path path = path(place(blob));
    try {
      return exists(blob, path);
    } catch (IOException e) {
      throw new DiskException("The blob '" + blob + "' cannot be looked for", path, e);
    }
  }

  private static boolean exists(Blob blob, Path path) throws IOException {
    return Kind.of(blob.isDirectory() ? path.resolve(Place.SUCCESS) : path) == Kind.FILE;
  }

  @Override
  public void delete(Collection<Blob> targets) throws IOException {
    for (Blob blob : targets) {
      Place place = place(blob);
      Path path = path(place);
      try {
        if (exists(blob, path)) {
          folder(place).check();
          delete(blob, path);
        }
      } catch (IOException e) {
        throw new DiskException("The blob '" + blob + "' cannot be deleted", path, e);
      }
    }
  }

  private static void delete(Blob blob, Path path) throws IOException {
    if (blob.isDirectory() && !Files.isSymbolicLink(path)) {
      // First what says that it is complete: a crash in between leaves no half of a blob.
      Files.deleteIfExists(path.resolve(Place.SUCCESS));
      Tree.delete(path);
    } else {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public Blob inEnvironment(Blob target, String environment) {
    return environments.of(target, environment);
  }

  @Override
  public String describe(Blob target) {
    try {
      String path = path(place(target)).toString();
      return target.isDirectory() ? path + File.separator : path;
    } catch (IOException _) {
      // It has no place on disk, as everybody hears who looks for it.
      return target.toString();
    }
  }

  @Override
  public InputStream open(Blob blob) throws IOException {
    if (blob.isDirectory()) {
      throw new IOException(
          "The blob '"
              + blob
              + "' is a directory and cannot be read as a stream\nhint: use readFile, which gives"
              + " its path");
    }
    Path path = readable(blob);
    try {
      return Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new DiskException("The blob '" + blob + "' cannot be read", path, e);
    }
  }

  @Override
  public Path local(Blob blob, Path scratch) throws IOException {
    return readable(blob);
  }

  /** The path of {@code blob}, which exists, with no link at its end. */
  private Path readable(Blob blob) throws IOException {
    Place place = place(blob);
    Path path = path(place);
    try {
      if (!exists(blob, path)) {
        throw missing(blob, path);
      }
      Folder folder = folder(place);
      folder.check();
      if (!Files.isSymbolicLink(path)) {
        return path;
      }
      folder.checkLink(path);
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new DiskException("The blob '" + blob + "' cannot be read", path, e);
    }
  }

  private static IOException missing(Blob blob, Path path) throws IOException {
    if (Kind.of(path) == Kind.MISSING) {
      return new NoSuchFileException(path.toString(), null, "The blob '" + blob + "' is missing");
    }
    if (blob.isDirectory() && Kind.of(path) == Kind.FOLDER) {
      return new NoSuchFileException(
          path.toString(),
          null,
          "The blob '" + blob + "' is not complete: there is no " + Place.SUCCESS + " in it");
    }
    return new IOException(
        blob.isDirectory()
            ? "a file is in its place; a file's name has no '/' at its end"
            : "a directory is in its place; a directory's name ends in '/'");
  }

  @Override
  public Draft draft(Blob blob) throws IOException {
    Place place = place(blob);
    Subject subject = new Subject("blob", blob);
    Folder folder = folder(place);
    return blob.isDirectory()
        ? new DirectoryDraft(subject, folder, place.name(), sync)
        : new FileDraft(subject, folder, place.name(), sync);
  }

  private Place place(Blob blob) throws IOException {
    return Place.of(blob, names);
  }

  private Path path(Place place) throws IOException {
    return folders.path(place.path());
  }

  private Folder folder(Place place) throws IOException {
    return folders.at(place.folder(), place.isRelative());
  }
}
