package dev.stillson.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FlightsTest {
  @TempDir Path folder;

  @Test
  void flightsBecomeDaysStatisticsMonthsAndAChart() throws Exception {
    Workspace examples = Workspace.copyTo(folder);

    var outcome = examples.run("Flights.java", "FlightReport");

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    Path out = folder.resolve("out/flights/flights-cut");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("day-"))
          .hasSize(182);
    }
    assertThat(flights(out)).isEqualTo(27_156);
    assertThat(examples.read("out/flights/flights-cut/month-2001-07.csv")).hasLineCount(4);
    var chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(out.resolve("late-flights.svg").toFile());
    assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(17);

    FileTime old = written(out, "2001-06-29");
    FileTime recent = written(out, "2001-06-30");
    var again = examples.run("Flights.java", "FlightReport");

    assertThat(again.exitCode()).as(again.text()).isZero();
    assertThat(again.text()).contains("7 done, ");
    assertThat(written(out, "2001-06-29")).isEqualTo(old);
    assertThat(written(out, "2001-06-30")).isGreaterThan(recent);
  }

  private static FileTime written(Path out, String day) throws IOException {
    return Files.getLastModifiedTime(out.resolve("day-" + day + ".parquet"));
  }

  private static long flights(Path out) throws Exception {
    long flights = 0;
    for (int month = 1; month <= 7; month++) {
      var lines = Files.readAllLines(out.resolve("month-2001-0" + month + ".csv"));
      for (String line : lines.subList(1, lines.size())) {
        // airport, "city, name", flights, late, minutes
        String numbers = line.substring(line.lastIndexOf('"') + 2);
        flights += Long.parseLong(numbers.substring(0, numbers.indexOf(',')));
      }
    }
    return flights;
  }
}
