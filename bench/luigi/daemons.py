"""The two schedulers under one set of commands: ours and luigid, each with its settings, its own folder and a free port."""
import configparser, json, os, signal, socket, subprocess, sys, time, urllib.parse, urllib.request


def write(path, settings):
    """A configuration file of Luigi; settings as {section.key: value}."""
    config = configparser.ConfigParser()
    for name, value in settings.items():
        section, key = name.split(".")
        if not config.has_section(section):
            config.add_section(section)
        config.set(section, key, value)
    with open(path, "w") as out:
        config.write(out)


class Daemon:
    """A scheduler process; `settings` are those of [scheduler] and [resources], as section.key."""

    def __init__(self, name, root, folder, settings):
        self.name, self.root, self.folder, self.settings = name, root, os.path.abspath(folder), settings
        os.makedirs(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = "http://127.0.0.1:%d" % self.port
        self.start()

    def start(self):
        environment = dict(os.environ, PYTHONPATH=os.environ["LUIGI_DIR"])
        if self.name == "luigid":
            write(self.folder + "/luigid.cfg", self.settings)
            environment["LUIGI_CONFIG_PATH"] = self.folder + "/luigid.cfg"
            command = [os.environ.get("PY", "python3"), "-W", "ignore", "-c", "from luigi.cmdline import luigid; luigid()", "--address", "127.0.0.1", "--port",
                       str(self.port), "--state-path", self.folder + "/state"]
        else:
            command = [self.root + "/stillson", "server", "--port", str(self.port), "--data", self.folder + "/data"]
            command += [word for setting in self.settings.items() for word in ("--config", "%s=%s" % setting)]
        with open(self.folder + "/daemon", "ab") as said:
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        while True:
            try:
                self.ask("is_paused")
                return
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("%s ended: %s" % (self.name, open(self.folder + "/daemon").read()[-2000:]))
                time.sleep(0.02)

    def ask(self, method, **arguments):
        body = ("data=" + urllib.parse.quote(json.dumps(arguments))).encode()
        with urllib.request.urlopen(self.url + "/api/" + method, body, timeout=10) as answer:
            return json.load(answer)["response"]

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()


class Worker:
    """`luigi` with these words; runs in the daemon's folder."""

    def __init__(self, daemon, module, *words, settings={}):
        self.daemon = daemon
        path = os.environ["LUIGI_DIR"] + ":" + os.path.dirname(os.path.abspath(__file__))
        self.said = "%s/worker-%d" % (daemon.folder, len([n for n in os.listdir(daemon.folder) if n.startswith("worker-")]))
        config = self.said + ".cfg"
        write(config, {"worker.wait_interval": "0.1", "worker.wait_jitter": "0", "core.rpc_retry_wait": "1", "core.rpc_retry_attempts": "60", **settings})
        with open(self.said, "wb") as said:
            self.process = subprocess.Popen(
                [os.environ.get("PY", "python3"), "-W", "ignore", "-c", "from luigi.cmdline import luigi_run; luigi_run()", "--module", module, *words, "--scheduler-url", daemon.url],
                cwd=daemon.folder, env=dict(os.environ, PYTHONPATH=path, LUIGI_CONFIG_PATH=config), stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def end(self, seconds=120):
        """The exit code and the summary; a worker that does not end in time is killed and says so."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = "does not end"
        parts = open(self.said, errors="replace").read().split("===== Luigi Execution Summary =====")
        return code, parts[1].strip() if len(parts) > 2 else "no summary: " + parts[0][-1500:]
