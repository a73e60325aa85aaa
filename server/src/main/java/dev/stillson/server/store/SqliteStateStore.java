package dev.stillson.server.store;

import dev.stillson.core.scheduler.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The state in a file of a folder. A commit returns after the file system has the data; an operator
 * may read the file at any time.
 */
public final class SqliteStateStore implements StateStore {
  /** Bytes that must be free before a state is used again whose disk was full. */
  private static final long ROOM = 1 << 20;

  private final Path folder;
  private final Path file;
  private final String release;
  private final SqlHistory history;
  private @Nullable FolderLock lock;
  private @Nullable Connection connection;
  private @Nullable OpenState state;

  /** What tells the files apart from others of their names, while they are open. */
  private List<Object> identity = List.of();

  private boolean wasFull;

  /**
   * A store that is not open yet.
   *
   * @param folder made when it is opened, if need be
   * @param release the name of this release
   */
  public SqliteStateStore(Path folder, String release) {
    this.folder = folder;
    this.file = folder.resolve("state.db");
    this.release = release;
    this.history = new SqlHistory("jdbc:sqlite:" + file, reading());
  }

  @Override
  public Snapshot open() {
    close();
    try {
      Files.createDirectories(folder);
      examineRoom();
      boolean used = Files.exists(folder.resolve("lock"));
      FolderLock taken = FolderLock.take(folder);
      lock = taken;
      boolean empty = !Files.exists(file);
      examine(used, empty);
      Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file, writing());
      connection = writer;
      Layout.bring(
          writer,
          file.toString(),
          empty,
          release,
          Flyway.configure()
              .dataSource("jdbc:sqlite:" + file, null, null)
              .locations("classpath:dev/stillson/server/store/sqlite"));
      writer.setAutoCommit(false);
      OpenState open = OpenState.begin(writer, release, false);
      state = open;
      identity = identity();
      return open.read();
    } catch (IOException e) {
      throw new StoreException(
          """
          The data folder cannot be used
            folder:  %s
            cause:   %s
          hint: --data chooses another\
          """
              .formatted(folder, reason(e)),
          e);
    } catch (SQLException e) {
      throw explained(e);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | tools.jackson.core.JacksonException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  /** The exceptions of the file system say the path, and what is wrong by their type alone. */
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "this user may not use " + denied.getFile();
      case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is a file";
      case NoSuchFileException missing ->
          "there is no " + missing.getFile() + ", nor can it be made";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** After a full disk the next small change may fit and the next large one not. */
  private void examineRoom() throws IOException {
    if (!wasFull) {
      return;
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < ROOM) {
      throw new StoreException(
          "The disk is full: %s needs %d bytes free to go on and has %d"
              .formatted(folder, ROOM, free));
    }
    wasFull = false;
  }

  /** Refuses what is not a whole state; a new one is begun only in a folder never used before. */
  private void examine(boolean used, boolean empty) throws IOException {
    if (empty && used) {
      throw new UnusableStateException(
          """
          The state is missing from a folder that a server has used.
            file:  %s
          hint: restore it from a backup, or delete the folder's file 'lock' to begin with nothing\
          """
              .formatted(file));
    }
    if (!empty && Files.size(file) == 0) {
      throw damaged("It is empty", null);
    }
    if (!empty && !Files.exists(folder.resolve("state.db-wal"))) {
      examineSize();
    }
  }

  /** Without a log beside it the file has as many pages as its head says. */
  private void examineSize() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(32);
    try (FileChannel channel = FileChannel.open(file)) {
      boolean more = true;
      while (head.hasRemaining() && more) {
        more = channel.read(head) >= 0;
      }
      int page = Short.toUnsignedInt(head.getShort(16));
      long expected = Integer.toUnsignedLong(head.getInt(28)) * (page == 1 ? 65_536 : page);
      if (channel.size() < expected) {
        throw damaged(
            "It has %d bytes and says that it has %d".formatted(channel.size(), expected), null);
      }
    }
  }

  private List<Object> identity() throws IOException {
    return List.of(identity(file), identity(folder.resolve("state.db-wal")));
  }

  private static Object identity(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    // Where files have none, they cannot be deleted while they are open.
    return key == null ? path : key;
  }

  private Properties writing() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // Any other mode would keep the lock between commits, and backups and operators out.
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    config.setCacheSize(-65_536);
    config.setBusyTimeout(10_000);
    config.setJournalSizeLimit(64 << 20);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "4000");
    return config.toProperties();
  }

  private static Properties reading() {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    return config.toProperties();
  }

  @Override
  public void commit(Changeset changes) {
    try {
      opened().commit(changes);
      // SQLite goes on writing to files that were deleted, which would be acknowledged and lost.
      if (!identity().equals(identity)) {
        throw new StoreException("The state in " + file + " was replaced while it was open");
      }
    } catch (IOException e) {
      throw new StoreException("The state in " + file + " was deleted while it was open", e);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  @Override
  public boolean forgetBefore(Instant limit) {
    try {
      return opened().forgetBefore(limit);
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  private OpenState opened() {
    OpenState open = state;
    if (open == null) {
      throw new StoreException("The state in " + folder + " is not open");
    }
    return open;
  }

  private RuntimeException explained(SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
    return switch (code.code & 0xff) {
      case 11, 26 -> damaged(String.valueOf(e.getMessage()), e);
      case 13 -> {
        wasFull = true;
        yield new StoreException("The disk is full: the state in " + file + " cannot grow", e);
      }
      default -> new StoreException("The state in %s: %s".formatted(file, e.getMessage()), e);
    };
  }

  private UnusableStateException damaged(String how, @Nullable Exception cause) {
    String text =
        """
        The state is damaged; nothing has been changed in it.
          file:     %s
          problem:  %s
        hint: restore it from a backup; what is left can be read with 'sqlite3 FILE .recover'\
        """
            .formatted(file, how);
    return cause == null
        ? new UnusableStateException(text)
        : new UnusableStateException(text, cause);
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public void close() {
    history.close();
    state = null;
    Connection open = connection;
    connection = null;
    if (open != null) {
      OpenState.close(open);
    }
    FolderLock held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }
}
