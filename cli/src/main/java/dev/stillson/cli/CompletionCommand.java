package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;

/** {@code stillson completion}: scripts made from the table of commands. */
final class CompletionCommand {
  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  ExitCode run(String shell) {
    console
        .out()
        .print(
            switch (shell) {
              case "bash" -> bash();
              case "zsh" ->
                  "#compdef stillson\nautoload -U +X bashcompinit && bashcompinit\n" + bash();
              case "fish" -> fish();
              default ->
                  throw new UsageException(
                      "There is no completion for '"
                          + Shown.plain(shell)
                          + "'\n  expected: bash, zsh or fish");
            });
    return ExitCode.OK;
  }

  private static String words() {
    StringBuilder words = new StringBuilder();
    for (Command command : Command.values()) {
      words.append(words.isEmpty() ? "" : " ").append(command.word());
    }
    return words.toString();
  }

  private static String flags(Command command) {
    StringBuilder flags = new StringBuilder();
    for (Option option : command.options()) {
      flags.append(flags.isEmpty() ? "" : " ").append(option.flag());
    }
    return flags.toString();
  }

  private static String bash() {
    StringBuilder text =
        new StringBuilder(
            """
            # To use it: source <(stillson completion bash)
            _stillson() {
              local current=${COMP_WORDS[COMP_CWORD]} options=
              if [ "$COMP_CWORD" -eq 1 ]; then
                COMPREPLY=($(compgen -W "WORDS" -- "$current"))
                return
              fi
              case ${COMP_WORDS[1]} in
            """
                .replace("WORDS", words()));
    for (Command command : Command.values()) {
      text.append("    ").append(command.word()).append(") options=\"");
      text.append(flags(command)).append("\" ;;\n");
    }
    return text.append(
            """
              esac
              case ${COMP_WORDS[1]} in
                run|plan|deps|why|range)
                  if [ "$COMP_CWORD" -ge 3 ]; then
                    local listed
                    listed=$("${COMP_WORDS[0]}" tasks "${COMP_WORDS[2]}" 2>/dev/null)
                    if [ "$COMP_CWORD" -eq 3 ]; then
                      options="$options $(printf '%s\\n' "$listed" | sed -n 's/^\\([^ ][^ ]*\\).*/\\1/p')"
                    else
                      options="$options $(printf '%s\\n' "$listed" | awk -v task="${COMP_WORDS[3]}" '/^[^ ]/ {on = $1 == task} on && /^  --/ {print $1}')"
                    fi
                    COMPREPLY=($(compgen -W "$options" -- "$current"))
                    return
                  fi ;;
                completion) options="bash zsh fish" ;;
                help) options="WORDS" ;;
              esac
              COMPREPLY=($(compgen -W "$options" -- "$current") $(compgen -f -- "$current"))
            }
            complete -o filenames -F _stillson stillson
            """
                .replace("WORDS", words()))
        .toString();
  }

  private static String fish() {
    StringBuilder text = new StringBuilder("# To use it: stillson completion fish | source\n");
    for (Command command : Command.values()) {
      text.append("complete -c stillson -n __fish_use_subcommand -f -a ").append(command.word());
      text.append(" -d '").append(command.summary().replace("'", "\\'")).append("'\n");
    }
    for (Command command : Command.values()) {
      for (Option option : command.options()) {
        text.append("complete -c stillson -n '__fish_seen_subcommand_from ").append(command.word());
        text.append("' -l ").append(option.flag(), 2, option.flag().length());
        text.append(option.takesValue() ? " -r" : "");
        text.append(" -d '").append(option.help().replace("'", "\\'")).append("'\n");
      }
    }
    text.append("complete -c stillson -n '__fish_seen_subcommand_from run plan deps why range'");
    text.append(" -a '(stillson tasks (commandline -opc)[3] 2>/dev/null");
    text.append(" | string match -rg \"^([^ ]+)\")'\n");
    return text.toString();
  }
}
