"""Luigi's part of Endurance.java, which needs outputs of the other part and makes what that one needs: COUNT MILLIS URL. Runs in the folder of the outage."""
import os, sys, time
import luigi
from layers import LAYERS, above


class Vertex:
    index = luigi.IntParameter()
    width = luigi.IntParameter()
    millis = luigi.IntParameter()

    def output(self):
        return luigi.LocalTarget("out/%d/%d.bin" % (self.index // self.width, self.index), format=luigi.format.Nop)


class Endured(Vertex, luigi.ExternalTask):
    """What workers in Java make."""


class Guest(Vertex, luigi.Task):
    def requires(self):
        return [(Endured if i % 10 else Guest)(i, self.width, self.millis) for i in above(self.index, self.width)]

    def run(self):
        running = "running/%d" % self.index
        note(b"B", self.index)
        try:
            with open(running, "x") as mine:
                mine.write(str(os.getpid()))
        except FileExistsError:
            other = open(running).read()
            if other and os.path.exists("/proc/" + other):
                open("violation-%d" % self.index, "w").write("runs in %d while it runs in %s" % (os.getpid(), other))
            open(running, "w").write(str(os.getpid()))
        time.sleep(self.millis / 1000)
        with self.output().open("w") as out:
            out.write(bytes([self.index % 251]) * 4096)
        os.remove(running)
        note(b"E", self.index)


def note(what, index):
    line = os.open("ran/%d" % os.getpid(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(line, b"%s %08d %013d\n" % (what, index, time.time() * 1000))
    os.close(line)


# A worker of Luigi asks three times, half a minute apart, and then gives up.
for section, key, value in (("core", "rpc_retry_attempts", "600"), ("core", "rpc_retry_wait", "1"), ("worker", "keep_alive", "true"), ("worker", "wait_interval", "0.1"), ("worker", "wait_jitter", "0")):
    luigi.configuration.get_config().set(section, key, value)
count, millis = int(sys.argv[1]), int(sys.argv[2])
guests = [Guest(i, count // LAYERS, millis) for i in range(count - count // LAYERS, count, 10)]  # each needs the one above it
sys.exit(0 if luigi.build(guests, log_level="WARNING", scheduler_url=sys.argv[3]) else 1)
