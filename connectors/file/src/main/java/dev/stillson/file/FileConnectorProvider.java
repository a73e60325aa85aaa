package dev.stillson.file;

import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The connector {@code file}: blobs without a scheme or with scheme {@code file}.
 *
 * <p>Settings: {@code root}, the folder of relative blobs, by default {@link Settings#directory()};
 * {@code follow_links}, whether symbolic links may lead relative blobs out of the root, by default
 * false; {@code sync}, whether a write waits until its bytes are on stable storage, by default
 * true; {@code env.NAME.root}, another root for the test environment {@code NAME}.
 */
public final class FileConnectorProvider implements ConnectorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public FileConnectorProvider() {}

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("", "file");
  }

  @Override
  public Connector open(Settings settings) {
    Path root = settings.path("root").orElse(settings.directory());
    boolean confined = !settings.flag("follow_links").orElse(false);
    Map<String, Path> environments = new HashMap<>();
    Settings env = settings.section("env");
    for (String name : env.sections()) {
      env.section(name).path("root").ifPresent(other -> environments.put(name, other));
    }
    return new StoreConnector(
        new LocalBlobStore(
            new Folders(root, confined),
            new Environments(environments),
            settings.flag("sync").orElse(true)));
  }
}
