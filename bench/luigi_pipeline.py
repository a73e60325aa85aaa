"""The same pipelines for Luigi, to be run beside ours: KIND (done, noop, file) SHAPE. Needs Luigi on PYTHONPATH."""
import os, sys
import luigi

N = int(os.environ["BENCH_N"])
OUT = os.environ["BENCH_OUT"]
LAYERS = 100
RAN = set()


def above(i, width):
    layer = i // width
    if layer == 0:
        return []
    out = [i - width]
    for k in range(2):
        h = ((i * 3 + k + 1) * 2654435761) & 0xFFFFFFFF
        h ^= h >> 15
        h = (h * 2246822519) & 0xFFFFFFFF
        h ^= h >> 13
        d = (layer - 1) * width + h % width
        if d not in out:
            out.append(d)
    return out


class Done(luigi.Task):
    def complete(self):
        return True


class NoopCell(luigi.Task):
    index = luigi.IntParameter()

    def requires(self):
        return [NoopCell(index=d) for d in above(self.index, N // LAYERS)]

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
    tasks = [cls(index=i) for i in range(N - N // LAYERS, N)]
sys.exit(0 if luigi.build(tasks, local_scheduler=True, log_level="WARNING") else 1)
