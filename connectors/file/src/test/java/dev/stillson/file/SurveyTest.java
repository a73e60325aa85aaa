package dev.stillson.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SurveyTest {

  @Test
  void everyQuestionIsAnsweredInItsPlace() throws IOException {
    for (int count : new int[] {0, 1, 255, 256, 257, 100_000}) {
      boolean[] found = Survey.of(count, index -> index % 3 == 0);

      assertThat(found).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(found[i]).isEqualTo(i % 3 == 0);
      }
    }
  }

  @Test
  void aSlowFileSystemIsAskedByManyAtOnce() throws IOException {
    int together = 8;
    CountDownLatch met = new CountDownLatch(together);
    boolean[] found =
        Survey.of(
            20_000,
            index -> {
              long answer = System.nanoTime() + 100_000;
              while (index < 256 && System.nanoTime() < answer) {
                Thread.onSpinWait();
              }
              if (index >= 256 && index % 256 == 0) {
                met.countDown();
                return await(met);
              }
              return true;
            });

    assertThat(found).hasSize(20_000).doesNotContain(false);
  }

  private static boolean await(CountDownLatch latch) throws IOException {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aFailureOfAnyQuestionIsTheAnswer() {
    assertThatThrownBy(() ->
            Survey.of(
                50_000,
                index -> {
                  if (index == 40_000) {
                    throw new IOException("no answer");
                  }
                  return true;
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer");
  }
}
