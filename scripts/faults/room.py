"""A newsroom in a folder of its own, with the real collector, which keeps its ports over restarts."""
import hashlib, hmac, os, re, resource, select, signal, socket, subprocess, threading, time, urllib.parse

HOST, SITE = "go.news.example", "https://news.example"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"


given, giving = set(), threading.Lock()


def free_port(draw):
    """A port below those that the system gives to clients: a client that tries a dead one of these meets itself.

    Each is given once: a room whose collector is down keeps its own.
    """
    with giving:
        while True:
            port = draw.randrange(12000, 30000)
            if port in given: continue
            with socket.socket() as probe:
                try: probe.bind(("127.0.0.1", port))
                except OSError: continue
            given.add(port)
            return port


class NotStarted(Exception):
    def __init__(self, code, error):
        super().__init__(f"the collector ended with {code}: {error[-600:]}")
        self.code, self.error = code, error


class Room:
    def __init__(self, trial, name="home", folder=None):
        self.trial, self.program = trial, trial.program
        self.home = f"{folder or trial.folder}/{name}"
        self.log = f"{trial.folder}/{name}.log"
        self.port, self.operator_port = free_port(trial.random), free_port(trial.random)
        self.process, self.seconds_to_start = None, 0
        trial.at_end(lambda: self.stop(signal.SIGKILL))

    def make(self):
        done = self.run("init", "--site", "news.example", "--base-url", f"https://{HOST}")
        assert done.returncode == 0, done.stderr
        return self.with_key()

    def with_key(self):
        """Learns the key of a home folder that is there already."""
        text = self.run("keys", "cms").stdout
        self.key = re.search(r"(?m)^key\s+(\S+)$", text).group(1)
        return self

    def run(self, *words, **more):
        return subprocess.run([self.program, *words, "--home", self.home], capture_output=True, text=True, timeout=120, **more)

    def press(self, article=1, channel="facebook"):
        """The target of a press link of the site's article with that number, signed as a template does it."""
        values = {"a": str(article), "t": f"Bài {article}: lũ quét", "u": f"{SITE}/tin/bai-{article}.html"}
        text = "press/1\n" + "".join(f"{name}={value}\n" for name, value in sorted(values.items()))
        mac = hmac.new(self.key.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
        return "/s?" + urllib.parse.urlencode({"k": 1, "c": channel, **values, "s": mac})

    def serve(self, environment=None, record_milliseconds=None, files=None, wait=True, wrapper=(), threads=2):
        """Starts the collector; returns once it says that it accepts, or raises `NotStarted`.

        `files` limits its file descriptors."""
        words = [*wrapper, self.program, "serve", "--home", self.home, "--listen", f"127.0.0.1:{self.port}",
                 "--operator-listen", f"127.0.0.1:{self.operator_port}", "--threads", str(threads)]
        values = {name: value for name, value in os.environ.items() if not name.startswith("SHARETRAIL_")}
        if record_milliseconds: values["SHARETRAIL_LIMITS_RECORD_MILLISECONDS"] = str(record_milliseconds)
        values["SWIFT_BACKTRACE"] = "enable=no"
        values.update(environment or {})
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
        begun = time.monotonic()
        self.log_from = os.path.getsize(self.log) if os.path.exists(self.log) else 0
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=values,
                                            preexec_fn=limit)
        if wait: self.wait_until_it_serves()
        self.seconds_to_start = time.monotonic() - begun
        return self

    def wait_until_it_serves(self, seconds=60):
        if not select.select([self.process.stdout], [], [], seconds)[0] or not self.process.stdout.readline():
            code = self.process.wait(5)
            self.process.stdout.close()
            self.process = None
            raise NotStarted(code, self.latest_log())

    def latest_log(self):
        """What the collector that was started last has written to stderr."""
        with open(self.log) as file:
            file.seek(self.log_from)
            return file.read()

    @property
    def pid(self): return self.process.pid

    def send(self, number): os.kill(self.pid, number)

    def stop(self, number=signal.SIGTERM, seconds=30):
        """Ends the collector; its exit code, negative for a signal."""
        if not self.process: return None
        pid = self.pid if self.process.poll() is None else None
        process, self.process = self.process, None
        if pid: os.kill(pid, number)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(pid, signal.SIGKILL)
            process.wait()
            return None
        finally:
            process.stdout.close()

    @property
    def is_running(self): return self.process is not None and self.process.poll() is None

    def ask(self, target, address="203.0.113.1", port=None, timeout=10, fields="", host=HOST):
        """One request on a connection of its own; the whole answer as text."""
        with socket.create_connection(("127.0.0.1", port or self.port), timeout=timeout) as line:
            line.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: {address}\r\nUser-Agent: {AGENT}\r\n"
                         f"{fields}Connection: close\r\n\r\n".encode())
            parts = []
            while part := line.recv(65536): parts.append(part)
        return b"".join(parts).decode("utf-8", "replace")

    def metrics(self):
        """The figures of /metrics by name, without `sharetrail_`."""
        text = self.ask("/metrics", port=self.operator_port, host="127.0.0.1")
        return {name: int(value) for name, value in re.findall(r"(?m)^sharetrail_(\w+) (-?\d+)$", text)}

    def size(self, end):
        """Bytes of the database file, or with `-wal` of its log."""
        try: return os.path.getsize(f"{self.home}/sharetrail.db{end}")
        except FileNotFoundError: return 0

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat") as file: words = file.read().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
