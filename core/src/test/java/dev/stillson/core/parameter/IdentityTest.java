package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Node;
import dev.stillson.Param;
import dev.stillson.WrapperTask;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTest {

  record Noted(Optional<String> note, @Param(significant = false) int threads)
      implements WrapperTask {}

  record Twin(Optional<String> note) implements WrapperTask {}

  record Load(
      String table,
      @Param(batch = Param.Batch.MAX) LocalDate until,
      @Param(batch = Param.Batch.MIN) int from,
      @Param(batch = Param.Batch.CONCAT) List<String> files,
      @Param(batch = Param.Batch.CONCAT) Set<String> tags)
      implements WrapperTask {
    Load {
      if (files.size() > 3) {
        throw new IllegalArgumentException("more than three files");
      }
    }
  }

  record Unbatchable(
      @Param(batch = Param.Batch.CONCAT) int n, @Param(batch = Param.Batch.MAX) List<String> l)
      implements WrapperTask {}

  @Test
  void tasksThatDifferInInsignificantParametersOnlyAreOne() {
    Node one = new Noted(Optional.of("x"), 1);
    Node same = new Noted(Optional.of("x"), 2);
    assertThat(TaskType.of(one).id(one)).isEqualTo(TaskType.of(same).id(same));
    assertThat(IdCollision.between("id", one, same)).isEmpty();
  }

  @Test
  void differentParametersWithOneTextAreACollisionThatNamesBoth() {
    Node none = new Noted(Optional.empty(), 1);
    Node empty = new Noted(Optional.of(""), 1);
    String id = TaskType.of(none).id(none);
    assertThat(TaskType.of(empty).id(empty)).isEqualTo(id);
    assertThat(IdCollision.between(id, none, empty))
        .get()
        .extracting(IdCollision::getMessage)
        .asString()
        .startsWith(
            "Two different tasks have the id " + id + ".\n  Noted(note=, threads=1)  of class ");
    assertThat(IdCollision.between(id, none, new Twin(Optional.empty()))).isPresent();
  }

  @Test
  void batchIsTheGreatestTheLeastAndAllValues() {
    Load one = new Load("t", LocalDate.of(2026, 1, 2), 5, List.of("a", "b"), Set.of("x"));
    Load two = new Load("t", LocalDate.of(2026, 1, 1), 3, List.of("a"), Set.of("y", "x"));
    assertThat(Batch.key(one)).isEqualTo(Batch.key(two)).isPresent();
    assertThat(Batch.combine(List.of(one, two)))
        .isEqualTo(
            new Load("t", LocalDate.of(2026, 1, 2), 3, List.of("a", "b", "a"), Set.of("x", "y")));
    assertThat(Batch.combine(List.of(one))).isSameAs(one);
  }

  @Test
  void onlyTasksThatAreEqualOtherwiseAreCombined() {
    Load one = new Load("t", LocalDate.EPOCH, 5, List.of("a", "b"), Set.of());
    Load other = new Load("u", LocalDate.EPOCH, 5, List.of("c", "d"), Set.of());
    assertThat(Batch.key(one)).isNotEqualTo(Batch.key(other));
    assertThatThrownBy(() -> Batch.combine(List.of(one, other)))
        .hasMessageContaining("cannot be combined: Load(table=t");
    assertThatThrownBy(() -> Batch.combine(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Batch.combine(List.of(one, one)))
        .isInstanceOf(InvalidParameters.class)
        .hasMessage("Load refuses these values: more than three files");
    Node unbatched = new Twin(Optional.empty());
    assertThat(Batch.key(unbatched)).isEmpty();
    assertThatThrownBy(() -> Batch.combine(List.of(unbatched, unbatched)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void batchedParameterMustBeOfAFittingType() {
    assertThatThrownBy(() -> TaskType.of(Unbatchable.class))
        .hasMessageContaining("Component 'n' cannot be batched by CONCAT: it is no list and no set")
        .hasMessageContaining("Component 'l' cannot be batched by MAX: it has no order");
  }

  @Test
  void namesAreTranslatedToSnakeCase() {
    assertThat(
            List.of(
                    "orderDate",
                    "URLPath",
                    "s3Path",
                    "path2",
                    "x1Y2",
                    "HTMLParser2XML",
                    "aB",
                    "ID",
                    "order_date",
                    "_c",
                    "order_Date")
                .stream()
                .map(WireName::of))
        .containsExactly(
            "order_date",
            "url_path",
            "s3_path",
            "path2",
            "x1_y2",
            "html_parser2_xml",
            "a_b",
            "id",
            "order_date",
            "_c",
            "order_date");
  }
}
