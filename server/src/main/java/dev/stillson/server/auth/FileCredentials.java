package dev.stillson.server.auth;

import dev.stillson.server.json.Json;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/**
 * Users and tokens in a file that only its owner may read. What another process writes there counts
 * within a second. Passwords and tokens themselves are nowhere in it.
 */
public final class FileCredentials implements Credentials {
  /** The file's name in the data folder. */
  public static final String FILE = "credentials.json";

  private static final Logger LOG = LoggerFactory.getLogger(FileCredentials.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Path file;
  private final InstantSource clock;
  private final AtomicLong versions = new AtomicLong();
  private volatile Entries entries;
  private volatile Instant looked;

  private FileCredentials(Path file, InstantSource clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.looked = clock.instant();
    this.entries = read();
  }

  /**
   * A user or a token.
   *
   * @param name unique among both
   * @param role what it may do
   * @param user whether it is a user
   * @param secret the hash of the password or the token
   * @param created when it was made
   */
  public record Entry(String name, Role role, boolean user, String secret, Instant created) {}

  private record Entries(
      Map<String, Entry> byName, Map<String, Entry> byToken, FileTime written, long version) {}

  /**
   * Opens the file in the folder; it need not exist.
   *
   * @throws IOException if it cannot be read, others may read it, or it is damaged; the message
   *     says which
   */
  public static FileCredentials in(Path folder, InstantSource clock) throws IOException {
    return new FileCredentials(folder.resolve(FILE), clock);
  }

  @Override
  public boolean isEmpty() {
    return present().byName.isEmpty();
  }

  @Override
  public long version() {
    return present().version;
  }

  @Override
  public Optional<Identity> token(String token) {
    Entry entry = present().byToken.get(Secrets.digest(token));
    return entry == null ? Optional.empty() : Optional.of(new Identity(entry.name, entry.role));
  }

  @Override
  public Optional<Identity> password(String user, String password) {
    Entry entry = present().byName.get(user);
    if (entry == null || !entry.user) {
      // As slow as for one who exists.
      boolean _ = PasswordHash.OF_NOBODY.fits(password);
      return Optional.empty();
    }
    return PasswordHash.parse(entry.secret).fits(password)
        ? Optional.of(new Identity(entry.name, entry.role))
        : Optional.empty();
  }

  @Override
  public Optional<Role> role(String name) {
    return Optional.ofNullable(present().byName.get(name)).map(Entry::role);
  }

  /** All users and tokens, by name. */
  public List<Entry> entries() {
    return List.copyOf(present().byName.values());
  }

  /**
   * Adds a user, or gives one a new role and password.
   *
   * @throws IllegalArgumentException if the name or the password is not one
   */
  public synchronized void putUser(String name, Role role, String password) throws IOException {
    if (password.length() < 8) {
      throw new IllegalArgumentException("The password is shorter than 8 characters");
    }
    put(new Entry(name, role, true, PasswordHash.of(password).text(), clock.instant()));
  }

  /**
   * Makes a token and returns it; it cannot be shown again. One of the same name ends.
   *
   * @throws IllegalArgumentException if the name is not one
   */
  public synchronized String newToken(String name, Role role) throws IOException {
    String token = "stl_" + Secrets.fresh();
    put(new Entry(name, role, false, Secrets.digest(token), clock.instant()));
    return token;
  }

  /** Removes a user or token; false: there was none. */
  public synchronized boolean remove(String name) throws IOException {
    return change(entry -> !entry.name.equals(name), List.of());
  }

  private void put(Entry entry) throws IOException {
    if (!entry.name.matches("[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}")) {
      throw new IllegalArgumentException(
          "The name '"
              + entry.name
              + "' is not one: letters, digits and _ . @ - are allowed, up to 100");
    }
    change(old -> !old.name.equals(entry.name), List.of(entry));
  }

  private boolean change(Predicate<Entry> kept, List<Entry> added) throws IOException {
    Entries before = read();
    List<Entry> after = new ArrayList<>(before.byName.values());
    boolean removed = after.removeIf(kept.negate());
    after.addAll(added);
    if (removed || !added.isEmpty()) {
      write(after);
    }
    entries = read();
    return removed;
  }

  private Entries present() {
    Instant now = clock.instant();
    if (Duration.between(looked, now).abs().compareTo(FRESH) >= 0) {
      refresh(now);
    }
    return entries;
  }

  private synchronized void refresh(Instant now) {
    looked = now;
    try {
      if (!entries.written.equals(written())) {
        entries = read();
      }
    } catch (IOException e) {
      // What was true a second ago stays true: a file that is being damaged must neither open the
      // server to everybody nor lock everybody out.
      LOG.warn("The credentials were not read again: {}", e.getMessage());
    }
  }

  private FileTime written() throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0);
    }
  }

  private Entries read() throws IOException {
    FileTime written = written();
    Map<String, Entry> byName = new TreeMap<>();
    Map<String, Entry> byToken = new HashMap<>();
    if (written.toMillis() != 0) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(permissions)) {
        throw new IOException(
            "Others may read the file with the credentials\n  file: "
                + file
                + "\n  mode: "
                + PosixFilePermissions.toString(permissions)
                + "\nhint: chmod 600 "
                + file);
      }
      try {
        JsonObject root = Json.object(Files.readAllBytes(file));
        for (JsonObject object : root.objects("entries").orElse(List.of())) {
          Entry entry = entry(object);
          byName.put(entry.name, entry);
          if (!entry.user) {
            byToken.put(entry.secret, entry);
          }
        }
      } catch (MalformedJsonException | RuntimeException e) {
        throw new IOException(
            "The file with the credentials is damaged\n  file: "
                + file
                + "\n  cause: "
                + e.getMessage(),
            e);
      }
    }
    return new Entries(byName, byToken, written, versions.incrementAndGet());
  }

  private static Entry entry(JsonObject object) throws MalformedJsonException {
    boolean user = object.requiredText("kind").equals("user");
    String secret = object.requiredText("secret");
    if (user) {
      PasswordHash.parse(secret);
    }
    return new Entry(
        object.requiredText("name"),
        Role.parse(object.requiredText("role")).orElseThrow(),
        user,
        secret,
        Instant.parse(object.requiredText("created")));
  }

  private void write(List<Entry> all) throws IOException {
    byte[] text =
        Json.bytes(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("entries");
          all.forEach(entry -> write(entry, json));
          json.writeEndArray();
          json.writeEndObject();
        });
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.write(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Entry entry, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", entry.name);
    json.writeStringProperty("kind", entry.user ? "user" : "token");
    json.writeStringProperty("role", entry.role.text());
    json.writeStringProperty("secret", entry.secret);
    json.writeStringProperty("created", entry.created.toString());
    json.writeEndObject();
  }
}
