package dev.stillson.core.parameter;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@link Path}, always with slashes, and {@link URI}. */
final class PlaceCodec extends Codec {
  private final boolean isUri;

  PlaceCodec(boolean isUri) {
    this.isUri = isUri;
  }

  @Override
  String form() {
    return isUri ? "a URI" : "a path";
  }

  @Override
  String example() {
    return isUri ? "s3://bucket/folder/file.csv" : "folder/file.csv";
  }

  @Override
  String text(Object value) {
    String text = value.toString();
    return isUri || File.separatorChar == '/' ? text : text.replace(File.separatorChar, '/');
  }

  @Override
  Object parse(String text) throws Unreadable {
    try {
      return isUri ? new URI(text) : Path.of(text);
    } catch (URISyntaxException e) {
      throw new Unreadable(e.getReason());
    } catch (InvalidPathException e) {
      throw new Unreadable(e.getReason());
    }
  }
}
