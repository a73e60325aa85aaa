"""A night's pipeline for an unmodified Luigi, with all that a task can tell its scheduler; it goes on when files appear in its folder, see ui.py."""
import os, time
import luigi


def wait_for(name):
    until = time.time() + 600
    while not os.path.exists(name):
        if time.time() > until:
            raise TimeoutError("nobody made the file " + name)
        time.sleep(0.05)


class Kept(luigi.Task):
    """Leaves a file."""

    def output(self):
        return luigi.LocalTarget("out/" + self.task_id)

    def run(self):
        with self.output().open("w") as out:
            out.write("x")


class Extract(Kept):
    """A day of orders; of two days the warehouse cannot be read until the file `warehouse` is there."""

    day = luigi.DateParameter()
    region = luigi.Parameter(default="<b>Cape & Karoo</b>")
    password = luigi.Parameter(default="hunter2", visibility=luigi.parameter.ParameterVisibility.PRIVATE)
    resources = {"warehouse": 1}
    retry_count = 2

    def run(self):
        if self.day.day < 3 and not os.path.exists("warehouse"):
            raise ConnectionError("The warehouse refuses the connection %d" % (7000 + self.day.day))
        super().run()


class Convert(Kept):
    """Says how far it is, where it can be watched, and answers until it hears `enough`."""

    day = luigi.DateParameter()
    accepts_messages = True

    def requires(self):
        return Extract(self.day)

    def run(self):
        self.set_status_message("half of <b>the rows</b>")
        self.set_progress_percentage(50)
        self.set_tracking_url("http://example.org/jobs/1")
        until = time.time() + 600
        while time.time() < until:
            message = self.scheduler_messages.get(timeout=600)
            message.respond("heard " + message.content)
            if message.content == "enough":
                return super().run()


class Upload(Kept):
    """Up to ten at once, their numbers joined."""

    numbers = luigi.Parameter(batch_method=",".join)
    max_batch_size = 10

    def complete(self):
        return all(os.path.exists("out/upload-" + number) for number in self.numbers.split(","))

    def run(self):
        self.set_status_message("uploading %d" % len(self.numbers.split(",")))
        wait_for("uploads")
        for number in self.numbers.split(","):
            open("out/upload-" + number, "w").close()


class Found(Kept):
    number = luigi.IntParameter()

    def run(self):
        wait_for("found")
        super().run()


class Discover(Kept):
    """Finds out in the middle what it needs."""

    def run(self):
        self.set_status_message("found two more")
        yield [Found(number) for number in range(2)]
        yield from super().run() or ()


class Hopeless(Kept):
    """Fails until it is disabled."""

    retry_count = 1

    def run(self):
        raise ValueError("No column is called “price”")


class Urgent(Kept):
    number = luigi.IntParameter()
    resources = {"gpu": 1}

    @property
    def priority(self):
        return self.number

    def run(self):
        wait_for("gpu-%d" % self.number)
        super().run()


class Report(Kept):
    """Needs what failed."""

    def requires(self):
        return [Extract(luigi.DateParameter().parse("2026-03-0%d" % day)) for day in (1, 2)]


class Night(luigi.WrapperTask):
    def requires(self):
        os.makedirs("out", exist_ok=True)
        days = [luigi.DateParameter().parse("2026-03-%02d" % day) for day in range(1, 7)]
        return [Extract(day) for day in days] + [Convert(days[2]), Report(), Discover(), Hopeless(), Urgent(1), Urgent(2)] + [Upload(str(n)) for n in range(4)]
