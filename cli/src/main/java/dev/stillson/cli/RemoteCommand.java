package dev.stillson.cli;

import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code stillson remote}: what people do to a server that runs elsewhere. */
final class RemoteCommand {
  private static final Set<RemoteAction> BULK =
      Set.of(
          RemoteAction.RETRY,
          RemoteAction.MARK_DONE,
          RemoteAction.CANCEL,
          RemoteAction.DISABLE,
          RemoteAction.ENABLE);

  private final Console console;
  private final Options options;
  private final List<String> words;

  RemoteCommand(Console console, CommandLine line) {
    this.console = console;
    this.options = line.options();
    this.words = line.subject();
  }

  ExitCode run() {
    if (words.isEmpty()) {
      actions();
      return ExitCode.OK;
    }
    RemoteAction action = RemoteAction.of(words.getFirst()).orElseThrow(this::unknown);
    int given = words.size() - 1;
    if (given < action.least() || given > action.most()) {
      throw new UsageException(
          "stillson remote "
              + action.word()
              + (given < action.least() ? " needs more" : " has no use for so many words")
              + "\n  form: stillson remote "
              + action.word()
              + (action.subject().isEmpty() ? "" : " " + action.subject()));
    }
    boolean many = given == 0 && BULK.contains(action);
    if (options.has(Option.DRY_RUN) && action != RemoteAction.START && !many) {
      throw new UsageException(
          "stillson remote "
              + action.word()
              + " cannot say beforehand what it would do\n  given: --dry-run");
    }
    RemoteActions remote = new RemoteActions(console, options, words);
    if (many) {
      remote.actOnMany(action);
    } else {
      remote.act(action);
    }
    return ExitCode.OK;
  }

  private void actions() {
    console.print("stillson remote ACTION [SUBJECT]… [--scheduler URL] [--json]\n");
    for (RemoteAction action : RemoteAction.values()) {
      String left = "  " + action.word() + " " + action.subject();
      console.print(left + " ".repeat(Math.max(1, 24 - left.length())) + action.summary());
    }
  }

  private UsageException unknown() {
    String word = words.getFirst();
    List<String> known = Arrays.stream(RemoteAction.values()).map(RemoteAction::word).toList();
    return new UsageException(
        "stillson remote has no action '"
            + Shown.plain(word)
            + "'\nhint: "
            + Nearest.of(word, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("stillson remote lists the actions"));
  }
}
