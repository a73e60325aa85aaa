package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Blob;
import dev.stillson.ExternalTask;
import dev.stillson.Family;
import dev.stillson.Param;
import dev.stillson.Secret;
import dev.stillson.WrapperTask;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskTypeTest {

  record Plain() implements WrapperTask {}

  record Daily(LocalDate orderDate, @Param(defaultValue = "3") int n) implements WrapperTask {
    Daily {
      if (n < 0) {
        throw new IllegalArgumentException("n is below 0");
      }
    }
  }

  @Family("ns.sub.Foo")
  record Named(LocalDate date, int n) implements ExternalTask<Blob> {
    @Override
    public Blob output() {
      return Blob.at("x/%s", date);
    }
  }

  record Hidden(
      String name,
      Secret password,
      @Param(visibility = Param.Visibility.HIDDEN) String note,
      @Param(significant = false) int threads)
      implements WrapperTask {}

  record Wrong(Thread thread, List<Object> things, String orderDate, String order_date)
      implements WrapperTask {}

  @Test
  void idIsLuigis() {
    Named node = new Named(LocalDate.of(2020, 1, 2), 3);
    assertThat(TaskType.of(node).id(node)).isEqualTo("ns.sub.Foo_2020_01_02_3_dded127b11");
    assertThat(TaskType.of(Plain.class).id(new Plain())).isEqualTo("Plain__99914b932b");
  }

  @Test
  void onlySignificantPublicParametersIdentify() {
    Hidden one = new Hidden("a", Secret.of("s"), "x", 1);
    Hidden other = new Hidden("a", Secret.of("t"), "y", 2);
    TaskType type = TaskType.of(one);
    assertThat(type.id(one))
        .isEqualTo(type.id(other))
        .isEqualTo(TaskId.of("Hidden", Map.of("name", "a")));
    assertThat(type.sentNames()).containsExactly("name", "note", "threads");
    assertThat(type.sentValues(one)).containsExactly("a", "x", "1");
    assertThat(type.display(one))
        .isEqualTo("Hidden(name=a, password=******, note=******, threads=1)");
    assertThat(type.make(type.revealed(one))).isEqualTo(one);
  }

  @Test
  void givenWinsOverConfiguredWinsOverDefault() {
    TaskType type = TaskType.of(Daily.class);
    Configured configured =
        new Configured.Fixed(Map.of("n", new Configured.Value("5", "stillson.toml, line 3")));
    LocalDate date = LocalDate.of(2026, 11, 21);
    assertThat(type.make(Map.of("order_date", "2026-11-21"))).isEqualTo(new Daily(date, 3));
    assertThat(type.make(Map.of("order-date", "2026-11-21"), configured))
        .isEqualTo(new Daily(date, 5));
    assertThat(type.make(Map.of("--order-date", "2026-11-21", "n", "7"), configured))
        .isEqualTo(new Daily(date, 7));
  }

  @Test
  void allWrongParametersAreReportedTogether() {
    assertThatThrownBy(
            () -> TaskType.of(Daily.class).make(Map.of("n", "x\ny", "oder-date", "2026-11-21")))
        .isInstanceOf(InvalidParameters.class)
        .hasMessage(
            """
            Daily has 3 wrong parameters.
              --oder-date    is unknown; did you mean --order-date?
              --order-date   is missing: a date such as 2026-11-21
              --n 'x\\u{a}y'  is not a whole number such as 42
            hint: the parameters of Daily are --order-date, --n\
            """);
  }

  @Test
  void constructorsRefusalIsShownInItsWords() {
    assertThatThrownBy(
            () -> TaskType.of(Daily.class).make(Map.of("n", "-1", "order-date", "2026-11-21")))
        .hasMessage("Daily refuses these values: n is below 0");
  }

  @Test
  void wrongClassIsReportedWithAllThatIsWrong() {
    assertThatThrownBy(() -> TaskType.of(Wrong.class))
        .isInstanceOf(InvalidTaskType.class)
        .hasMessageContaining("Component 'thread' is of type Thread, which has no text form")
        .hasMessageContaining("Component 'things' is of type Object")
        .hasMessageContaining("Components 'orderDate' and 'order_date' have the same name");
    assertThatThrownBy(() -> TaskType.of(String.class))
        .hasMessageContaining("It is not a record")
        .hasMessageContaining("It is no Task");
  }

  @Test
  void parameterIsFoundByAnyOfItsNames() {
    TaskType type = TaskType.of(Daily.class);
    assertThat(type.parameter("orderDate").map(Parameter::flag))
        .isEqualTo(Optional.of("--order-date"));
    assertThat(type.parameter("--order-date")).isEqualTo(type.parameter("order_date")).isPresent();
    assertThat(type.parameter("date")).isEmpty();
  }

  record Login(String user, Secret password) {}

  record Guarded(
      Optional<Secret> token,
      List<Login> logins,
      @Param(defaultValue = "hush") Secret key,
      @Param(visibility = Param.Visibility.HIDDEN) int hidden)
      implements WrapperTask {}

  @Test
  void whatHoldsASecretIsPrivateAndNeverShown() {
    TaskType type = TaskType.of(Guarded.class);
    Guarded node =
        new Guarded(
            Optional.of(Secret.of("t0p")),
            List.of(new Login("me", Secret.of("t0p"))),
            Secret.of("t0p"),
            1);
    assertThat(type.sentNames()).containsExactly("hidden");
    assertThat(type.display(node)).doesNotContain("t0p");
    assertThat(type.make(type.revealed(node))).isEqualTo(node);
    assertThat(type.parameters()).noneMatch(parameter -> parameter.toString().contains("hush"));
    assertThatThrownBy(() -> type.make(Map.of("logins", "[t0p", "hidden", "t0p")))
        .hasMessageContaining("--logins '******'  is not a JSON list")
        .hasMessageContaining("--hidden '******'  is not a whole number")
        .message()
        .doesNotContain("t0p");
  }

  record Tree(List<Tree> children) {}

  record Recursive(Tree tree, char letter, Optional<? extends String> wild)
      implements WrapperTask {}

  @Test
  void typesWithoutATextFormAreNamed() {
    assertThatThrownBy(() -> TaskType.of(Recursive.class))
        .hasMessageContaining(
            "Component 'tree' is of type Tree with 'children' of type Tree inside itself")
        .hasMessageContaining("Component 'letter' is of type char")
        .hasMessageContaining("Component 'wild' is of type ? extends java.lang.String");
  }

  record Standards(@Param(defaultValue = "2026-13-01") LocalDate date) implements WrapperTask {}

  @Family("..")
  record Dots() implements WrapperTask {}

  @Test
  void unreadableDefaultAndHostileFamilyAreReportedWithTheClass() {
    assertThatThrownBy(() -> TaskType.of(Standards.class))
        .hasMessageContaining(
            "Component 'date' has the default '2026-13-01', which is not a date such as 2026-11-21");
    assertThatThrownBy(() -> TaskType.of(Dots.class)).hasMessageContaining("Its family is '..'");
  }

  @Family(help = "Adds up.", owners = "data@example.com")
  record Described() implements WrapperTask {}

  @Test
  void familyMayBeDescribedWithoutANameOfItsOwn() {
    TaskType type = TaskType.of(Described.class);
    assertThat(type.family()).isEqualTo("Described");
    assertThat(type.help()).isEqualTo("Adds up.");
    assertThat(type.owners()).containsExactly("data@example.com");
    assertThat(TaskType.of(Plain.class).help()).isEmpty();
    assertThat(TaskType.of(Named.class).owners()).isEmpty();
  }

  record Optionals(boolean on, Optional<Integer> limit) implements WrapperTask {}

  @Test
  void booleansAndOptionalValuesNeedNotBeGiven() {
    TaskType type = TaskType.of(Optionals.class);
    assertThat(type.make(Map.of())).isEqualTo(new Optionals(false, Optional.empty()));
    assertThat(type.make(Map.of("on", "true", "limit", "3")))
        .isEqualTo(new Optionals(true, Optional.of(3)));
    assertThat(type.parameters()).noneMatch(Parameter::required);
    assertThat(type.parameters().getFirst().choices()).containsExactly("true", "false");
  }
}
