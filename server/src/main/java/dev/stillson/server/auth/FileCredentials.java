package dev.stillson.server.auth;

import dev.stillson.server.json.Json;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
  private static final OpenOption MAKE = StandardOpenOption.CREATE;
  private static final OpenOption WRITE = StandardOpenOption.WRITE;

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

  /** An account, and the hash of its password or token. */
  private record Entry(Account account, String secret) {
    String name() {
      return account.name();
    }

    boolean isUser() {
      return account.kind() == Account.Kind.USER;
    }

    Identity identity() {
      return new Identity(account.name(), account.role());
    }
  }

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
    return Optional.ofNullable(present().byToken.get(Secrets.digest(token))).map(Entry::identity);
  }

  @Override
  public Optional<Identity> password(String user, String password) {
    Entry entry = present().byName.get(user);
    if (entry == null || !entry.isUser()) {
      // As slow as for one who exists.
      boolean _ = PasswordHash.OF_NOBODY.fits(password);
      return Optional.empty();
    }
    return PasswordHash.parse(entry.secret).fits(password)
        ? Optional.of(entry.identity())
        : Optional.empty();
  }

  @Override
  public Optional<Standing> standing(String name) {
    return Optional.ofNullable(present().byName.get(name))
        .map(entry -> new Standing(entry.account.role(), Secrets.digest(entry.secret)));
  }

  @Override
  public List<Account> accounts() {
    return present().byName.values().stream().map(Entry::account).toList();
  }

  @Override
  public void putUser(String name, Role role, String password) throws IOException {
    if (password.length() < 8) {
      throw new IllegalArgumentException("The password is shorter than 8 characters");
    }
    put(new Account(name, Account.Kind.USER, role, clock.instant()), hash(password));
  }

  private static String hash(String password) {
    return PasswordHash.of(password).text();
  }

  @Override
  public String newToken(String name, Role role) throws IOException {
    String token = "stl_" + Secrets.fresh();
    put(new Account(name, Account.Kind.TOKEN, role, clock.instant()), Secrets.digest(token));
    return token;
  }

  private void put(Account account, String secret) throws IOException {
    if (!account.name().matches("[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}")) {
      throw new IllegalArgumentException(
          "The name '"
              + account.name()
              + "' is not one: letters, digits and _ . @ - are allowed, up to 100");
    }
    boolean _ =
        change(all -> {
          Entry before = all.put(account.name(), new Entry(account, secret));
          if (before != null && before.account.kind() != account.kind()) {
            throw new IllegalArgumentException(
                "The name '"
                    + account.name()
                    + "' is that of a "
                    + (before.isUser() ? "user" : "token")
                    + "; no user has the name of a token");
          }
          return true;
        });
  }

  @Override
  public boolean setRole(String name, Role role) throws IOException {
    return change(all ->
        all.computeIfPresent(
                name,
                (_, entry) ->
                    new Entry(
                        new Account(name, entry.account.kind(), role, entry.account.created()),
                        entry.secret))
            != null);
  }

  @Override
  public boolean remove(String name) throws IOException {
    return change(all -> all.remove(name) != null);
  }

  /** Makes a change, told by {@code true}, of what is in the file at present. */
  private synchronized boolean change(Predicate<Map<String, Entry>> change) throws IOException {
    // The command line and servers that share a folder change the same file.
    try (FileChannel beside = FileChannel.open(file.resolveSibling(FILE + ".lock"), MAKE, WRITE);
        FileLock _ = beside.lock()) {
      Map<String, Entry> all = new TreeMap<>(read().byName);
      boolean changed = change.test(all);
      if (changed) {
        write(all.values());
      }
      entries = read();
      return changed;
    }
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
          byName.put(entry.name(), entry);
          if (!entry.isUser()) {
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
        new Account(
            object.requiredText("name"),
            user ? Account.Kind.USER : Account.Kind.TOKEN,
            Role.parse(object.requiredText("role")).orElseThrow(),
            Instant.parse(object.requiredText("created"))),
        secret);
  }

  private void write(Collection<Entry> all) throws IOException {
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
    try (FileChannel out = FileChannel.open(fresh, WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(text);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Entry entry, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", entry.name());
    json.writeStringProperty("kind", entry.isUser() ? "user" : "token");
    json.writeStringProperty("role", entry.account.role().text());
    json.writeStringProperty("secret", entry.secret);
    json.writeStringProperty("created", entry.account.created().toString());
    json.writeEndObject();
  }
}
