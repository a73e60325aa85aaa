package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Md5Test {

  @Test
  void checksumIsThePlatformsForEveryLength() throws NoSuchAlgorithmException {
    Random random = new Random(1);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length + 7];
      random.nextBytes(bytes);
      byte[] expected = MessageDigest.getInstance("MD5").digest(Arrays.copyOf(bytes, length));
      assertThat(Md5.first8(bytes, length)).isEqualTo(ByteBuffer.wrap(expected).getLong());
    }
  }
}
