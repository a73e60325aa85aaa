"""Pipelines for an unmodified Luigi that tell their story in the file `story` of the folder they run in; see compare.py."""
import os, time
import luigi


def tell(line):
    story = os.open("story", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(story, (line + "\n").encode())
    os.close(story)


class Told(luigi.Task):
    """A task that tells when it runs and leaves a file."""

    def output(self):
        return luigi.LocalTarget("out/" + self.task_id)

    def work(self):
        pass

    def run(self):
        self.work()
        tell("%s(%s)" % (self.task_family, ", ".join("%s=%s" % item for item in sorted(self.to_str_params().items()))))
        with self.output().open("w") as out:
            out.write("x")


class Joined(Told):
    """Up to three at once, their names joined."""

    names = luigi.Parameter(batch_method=",".join)
    kind = luigi.Parameter()
    max_batch_size = 3

    @property
    def priority(self):
        return 100 - int(self.names.split(",")[0])  # without it Luigi's order is that of a set

    def complete(self):
        return all(os.path.exists("out/joined-%s-%s" % (self.kind, name)) for name in self.names.split(","))

    def run(self):
        tell("Joined(%s %s)" % (self.kind, ",".join(sorted(self.names.split(",")))))
        if self.kind == "bad":
            raise RuntimeError("bad")
        for name in self.names.split(","):
            open("out/joined-%s-%s" % (self.kind, name), "w").close()


class Latest(Told):
    """The greatest of all stands for all."""

    day = luigi.IntParameter(batch_method=max)

    @property
    def priority(self):
        return self.day

    def complete(self):
        return os.path.exists("out/latest") and int(open("out/latest").read()) >= self.day

    def run(self):
        tell("Latest(%d)" % self.day)
        with luigi.LocalTarget("out/latest").open("w") as out:
            out.write(str(self.day))


class Batches(luigi.WrapperTask):
    def requires(self):
        os.makedirs("out", exist_ok=True)
        return [Joined(name, kind) for kind in ("a", "b") for name in "123456789"] + [Latest(day) for day in range(20)]


class BadBatch(luigi.WrapperTask):
    def requires(self):
        os.makedirs("out", exist_ok=True)
        return [Joined(name, "bad") for name in "12345"]


class Exclusive(Told):
    number = luigi.IntParameter()
    resources = {"db": 1}

    def work(self):
        with open("alone", "x"):  # fails if another one runs
            time.sleep(0.05)
        os.remove("alone")


class GivesBack(Told):
    """Needs the whole resource, and gives half of it back in the middle."""

    number = luigi.IntParameter()
    resources = {"cpu": 2}

    def work(self):
        self.decrease_running_resources({"cpu": 1})
        time.sleep(0.05)


class TooMuch(Told):
    resources = {"db": 5}


class Resources(luigi.WrapperTask):
    def requires(self):
        return [Exclusive(n) for n in range(8)] + [GivesBack(n) for n in range(4)] + [TooMuch()]


class Leaf(Told):
    number = luigi.IntParameter()


class Grows(Told):
    """Finds out in the middle, twice, what it needs; deeper ones do as well."""

    depth = luigi.IntParameter()

    def work(self):
        yield [Leaf(10 * self.depth + n) for n in range(3)]
        if self.depth > 0:
            yield Grows(self.depth - 1)

    def run(self):
        yield from self.work()
        tell("Grows(%d)" % self.depth)
        with self.output().open("w") as out:
            out.write("x")


class Flaky(Told):
    """Fails as often as it is told to."""

    times = luigi.IntParameter()
    retry_count = 4

    def work(self):
        ran = "flaky-%d" % self.times
        count = int(open(ran).read()) if os.path.exists(ran) else 0
        open(ran, "w").write(str(count + 1))
        if count < self.times:
            tell("Flaky(%d) fails" % self.times)
            raise RuntimeError("flaky")


class Above(Told):
    times = luigi.IntParameter()

    def requires(self):
        return Flaky(self.times)


class Retries(luigi.WrapperTask):
    def requires(self):
        return [Above(times) for times in (0, 2, 9)]


class Ordered(Told):
    number = luigi.IntParameter()

    @property
    def priority(self):
        return self.number * 7 % 30


class Priorities(luigi.WrapperTask):
    def requires(self):
        return [Ordered(number) for number in range(30)]


class Missing(luigi.ExternalTask):
    def output(self):
        return luigi.LocalTarget("never")


class Broken(Told):
    """Cannot say what it needs."""

    def requires(self):
        raise ValueError("requires")


class Incomplete(luigi.Task):
    def run(self):
        tell("Incomplete()")

    def output(self):
        return luigi.LocalTarget("never")


class NeedsMissing(Told):
    def requires(self):
        return [Missing(), Leaf(1)]


class Problems(luigi.WrapperTask):
    def requires(self):
        return [NeedsMissing(), Broken(), Incomplete(), Leaf(2)]


class Talks(Told):
    """Tells how far it is, and answers whatever it is asked until it is told to end."""

    accepts_messages = True

    def work(self):
        self.set_status_message("listening ✓ <b>")
        self.set_progress_percentage(42)
        self.set_tracking_url("http://example.org/é")
        until = time.time() + 60
        while time.time() < until:
            if not self.scheduler_messages.empty():
                message = self.scheduler_messages.get()
                tell("asked: " + message.content)
                message.respond("heard " + message.content)
                if message.content == "end":
                    return
            time.sleep(0.02)


class Slow(Told):
    """Takes until somebody makes the file `go`."""

    number = luigi.IntParameter()
    priority = 100

    def work(self):
        open("slow-%d" % self.number, "w").close()
        until = time.time() + 60
        while not os.path.exists("go") and time.time() < until:
            time.sleep(0.02)


class AfterSlow(Told):
    number = luigi.IntParameter()

    def requires(self):
        return Slow(self.number)


class Helped(luigi.WrapperTask):
    """One slow task and many others that may be done meanwhile."""

    def requires(self):
        return [Slow(1)] + [Leaf(number) for number in range(20)]


class Wide(luigi.WrapperTask):
    count = luigi.IntParameter()

    def requires(self):
        return [Leaf(number) for number in range(self.count)]
