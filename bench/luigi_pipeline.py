"""The same pipelines for Luigi, to be run beside ours: KIND (done, noop, file) SHAPE (layered, wide). Needs Luigi on PYTHONPATH.

BENCH_N: how many tasks. BENCH_OUT: where files go. BENCH_URL: the scheduler; in this process where it is not set.
"""
import os, sys
import luigi
from layers import LAYERS, above

N = int(os.environ["BENCH_N"])
OUT = os.environ["BENCH_OUT"]
LAYERED = sys.argv[2] == "layered"
RAN = set()


class Done(luigi.Task):
    def complete(self):
        return True


class NoopCell(luigi.Task):
    index = luigi.IntParameter()

    def requires(self):
        return [NoopCell(index=d) for d in above(self.index, N // LAYERS)] if LAYERED else []

    def complete(self):
        return self.index in RAN

    def run(self):
        RAN.add(self.index)


class FileCell(luigi.Task):
    index = luigi.IntParameter()

    def requires(self):
        return [FileCell(index=d) for d in above(self.index, N // LAYERS)]

    def output(self):
        return luigi.LocalTarget("%s/luigi-%d" % (OUT, self.index))

    def run(self):
        with self.output().open("w") as f:
            f.write("x")


kind = sys.argv[1]
if kind == "done":
    tasks = [Done()]
else:
    cls = NoopCell if kind == "noop" else FileCell
    tasks = [cls(index=i) for i in range(N - N // LAYERS if LAYERED else 0, N)]
url = os.environ.get("BENCH_URL")
options = dict(scheduler_url=url) if url else dict(local_scheduler=True)
sys.exit(0 if luigi.build(tasks, log_level="WARNING", **options) else 1)
