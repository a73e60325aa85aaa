package dev.stillson.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The file system refused; the message says what was wanted, where, and why not. */
final class DiskException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what could not be done: {@code The blob 'x' cannot be written}
   * @param path the file or folder that the system was asked for
   */
  DiskException(String sentence, Path path, IOException cause) {
    this(sentence, path, reason(cause, path), cause);
  }

  DiskException(String sentence, Path path, String reason, IOException cause) {
    super(text(sentence, path, reason), cause);
  }

  DiskException(String sentence, Path path, String reason) {
    super(text(sentence, path, reason));
  }

  private static String text(String sentence, Path path, String reason) {
    return sentence + "\n  path:  " + path + "\n  cause: " + reason;
  }

  private static String reason(IOException cause, Path path) {
    if (cause instanceof DiskException disk && disk.getCause() instanceof IOException inner) {
      return reason(inner, path);
    }
    if (cause instanceof ClosedByInterruptException) {
      return "the thread was interrupted";
    }
    if (!(cause instanceof FileSystemException system)) {
      String message = cause.getMessage();
      return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
    String file = system.getFile();
    String at = file == null || file.equals(path.toString()) ? "" : ": " + file;
    return switch (system) {
      case AccessDeniedException _ -> "permission denied" + at;
      case NoSuchFileException _ -> "no such file or folder" + at;
      case NotDirectoryException _, FileAlreadyExistsException _ ->
          "a file is where a folder is needed" + at;
      case DirectoryNotEmptyException _ -> "a directory is in its place" + at;
      default -> {
        String reason = system.getReason();
        yield (reason == null ? system.getClass().getSimpleName() : reason) + at;
      }
    };
  }
}
