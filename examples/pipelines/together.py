"""The Python half of Together.java, for an unmodified Luigi."""
import luigi


class Crawl(luigi.Task):
    date = luigi.DateParameter()

    def output(self):
        return luigi.LocalTarget("out/together/crawl-%s.txt" % self.date)

    def run(self):
        with self.output().open("w") as out:
            out.write("  a page \n\n another  \n")


class Clean(luigi.ExternalTask):
    """The Java task of the same name, which a Stillson worker runs."""

    date = luigi.DateParameter()

    def output(self):
        return luigi.LocalTarget("out/together/clean-%s.txt" % self.date)


class Report(luigi.Task):
    date = luigi.DateParameter()

    def requires(self):
        return [Crawl(self.date), Clean(self.date)]

    def output(self):
        return luigi.LocalTarget("out/together/report-%s.txt" % self.date)

    def run(self):
        with self.input()[1].open() as pages, self.output().open("w") as out:
            out.write("%d pages\n" % len(pages.readlines()))
