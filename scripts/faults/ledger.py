"""What the collector promised to have on disk, and whether it is there: each event once, and the database whole."""
import base64, collections, re, sqlite3, threading

PRESS, VISIT = 1, 2
TOKEN = re.compile(r"(?:news\.example(?:/|%2F)|#st=)([A-Za-z0-9_-]{24})(?![A-Za-z0-9_-])")


def share(token):
    """The article and the share id in a landing token."""
    bits = int.from_bytes(base64.urlsafe_b64decode(token), "big")
    return bits >> 104 & (1 << 29) - 1, bits >> 64 & (1 << 40) - 1


class Ledger:
    """Answers as they come. Each link is visited once, so an event is known by its share and whether it is a visit."""

    def __init__(self, readers=1 << 24):
        self.lock, self.recorded, self.unrecorded, self.reader, self.readers = threading.Lock(), [], [], 0, readers

    def address(self):
        """One that none of the `readers - 1` requests before came from, so that none is a repeat."""
        with self.lock: self.reader = (self.reader + 1) % self.readers
        return f"10.{self.reader >> 16 & 255}.{self.reader >> 8 & 255}.{self.reader & 255}"

    def note(self, kind, token, is_recorded): (self.recorded if is_recorded else self.unrecorded).append((kind, token))

    def judge(self, home, path=None, write=False): return Verdict(path or f"{home}/sharetrail.db", self.recorded, write)


class Verdict:
    """Holds a database against what was promised. With `write` SQLite may bring back what a crash left in the log."""

    def __init__(self, path, recorded, write=False):
        base = sqlite3.connect(f"file:{path}?mode={'rw' if write else 'ro'}", uri=True, timeout=10)
        try:
            base.execute("PRAGMA query_only = 1")
            there = collections.Counter(
                base.execute("SELECT kind, article, share FROM events WHERE share IS NOT NULL AND reason = 0").fetchall())
            self.acknowledged = len(recorded)
            self.lost = [f"{('', 'press', 'visit')[kind]} of {token}" for kind, token in recorded
                         if not there[kind, *share(token)]]
            self.doubled = [f"{event}: {count} times" for event, count in there.items() if count > 1]
            self.events = sum(there.values())
            self.integrity = base.execute("PRAGMA integrity_check").fetchone()[0]
            self.foreign = base.execute("PRAGMA foreign_key_check").fetchone()
            log = base.execute("SELECT coalesce(sum(kind = 1), 0), coalesce(sum(kind = 2), 0) FROM events WHERE reason = 0").fetchone()
            sums = "SELECT coalesce(sum(presses), 0), coalesce(sum(visits), 0) FROM figures WHERE span = ?"
            told = [base.execute(sums, [span]).fetchone() for span in (3600, 86_400)]
            self.tallies = "" if told == [log, log] else f"the log has {log} presses and visits, hours and days tell {told}"
            self.unfolded = base.execute("SELECT coalesce(max(id), 0) - (SELECT watermark FROM fold) FROM events").fetchone()[0]
        finally:
            base.close()

    @property
    def problems(self):
        return [
            self.lost and f"{len(self.lost)} acknowledged events are lost, such as {self.lost[:3]}",
            self.doubled and f"{len(self.doubled)} events are there twice, such as {self.doubled[:3]}",
            self.integrity != "ok" and f"integrity_check: {self.integrity[:200]}",
            self.foreign and f"foreign_key_check: {self.foreign}", self.tallies]

    def __str__(self):
        return f"{self.acknowledged} acknowledged, {len(self.lost)} lost, {len(self.doubled)} doubled, {self.events} in the database"
