"""Readers: keep-alive connections in one thread that press and visit, and note what they are told."""
import asyncio, collections, threading, time

from ledger import PRESS, TOKEN, VISIT
from room import AGENT, HOST


class Reader(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self, load): self.load, self.transport, self.asked, self.buffer = load, None, None, b""

    def connection_made(self, transport):
        self.transport = transport
        self.load.free(self)

    def ask(self, kind, token, target):
        self.asked, self.since = (kind, token), time.monotonic()
        self.transport.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {self.load.ledger.address()}\r\n"
                             f"User-Agent: {AGENT}\r\n\r\n".encode())

    def data_received(self, data):
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0: return
        head = self.buffer[:end].decode("latin-1")
        mark = head.lower().find("content-length: ")
        length = int(head[mark + 16:].split("\r\n")[0]) if mark >= 0 else 0
        if len(self.buffer) < end + 4 + length: return
        self.buffer = self.buffer[end + 4 + length:]
        (kind, token), self.asked = self.asked or (None, None), None
        self.load.answered(kind, token, head, time.monotonic() - self.since)
        if "connection: close" in head.lower(): return self.transport.close()
        self.load.free(self)

    def connection_lost(self, error):
        waited = time.monotonic() - self.since if self.asked else None
        self.load.ended(self, waited, bool(self.buffer))


class Load:
    """So many connections, as fast as they go or at a rate a second; `again`: whoever is cut off connects again."""

    def __init__(self, room, ledger, connections=64, rate=None, articles=20, again=False):
        self.port, self.ledger, self.connections, self.rate, self.again = room.port, ledger, connections, rate, again
        self.targets = [room.press(number) for number in range(1, articles + 1)]
        self.to_visit, self.idle, self.turn, self.is_ending = collections.deque(), collections.deque(), 0, False
        self.statuses, self.refused_connections, self.unanswered, self.torn = collections.Counter(), 0, [], 0
        self.times, self.last_recorded, self.first_recorded, self.open, self.due = [], 0, 0, 0, 0.0
        self.keeps_times = False

    def start(self):
        self.thread = threading.Thread(target=lambda: asyncio.run(self.main()), daemon=True)
        self.thread.start()
        return self

    @property
    def answers(self): return sum(self.statuses.values())

    async def main(self):
        self.loop = asyncio.get_running_loop()
        self.done = asyncio.Event()
        for _ in range(self.connections): self.loop.create_task(self.connect())
        ticker = self.loop.create_task(self.tick()) if self.rate else None
        await self.done.wait()
        if ticker: ticker.cancel()

    async def connect(self):
        while not self.is_ending:
            try:
                await self.loop.create_connection(lambda: Reader(self), "127.0.0.1", self.port)
                self.open += 1
                return
            except OSError:
                self.refused_connections += 1
                if not self.again: return
                await asyncio.sleep(0.02)

    async def tick(self):
        before = time.monotonic()
        while True:
            await asyncio.sleep(0.004)
            now = time.monotonic()
            self.due, before = min(self.due + (now - before) * self.rate, self.rate / 4), now
            while self.due >= 1 and self.idle:
                self.due -= 1
                self.next(self.idle.popleft())

    def free(self, reader):
        if self.is_ending: reader.transport.close()
        elif self.rate: self.idle.append(reader)
        else: self.next(reader)

    def next(self, reader):
        if reader.transport.is_closing(): return
        if self.to_visit:
            token = self.to_visit.popleft()
            reader.ask(VISIT, token, "/" + token)
        else:
            self.turn += 1
            reader.ask(PRESS, None, self.targets[self.turn % len(self.targets)])

    def answered(self, kind, token, head, seconds):
        is_recorded = "x-recorded: 1" in head.lower()
        self.statuses[int(head[9:12])] += 1
        if self.keeps_times: self.times.append(seconds)
        if is_recorded:
            self.last_recorded = time.monotonic()
            self.first_recorded = self.first_recorded or self.last_recorded
        if kind == PRESS:
            found = TOKEN.search(head)
            # A press of an article that is not on disk yet gets the plain address.
            if not found: return
            token = found.group(1)
            self.to_visit.append(token)
        self.ledger.note(kind, token, is_recorded)

    def ended(self, reader, waited, is_torn):
        self.open -= 1
        if waited is not None: self.unanswered.append(waited)
        self.torn += is_torn
        try: self.idle.remove(reader)
        except ValueError: pass
        if self.again and not self.is_ending: self.loop.create_task(self.connect())

    def stop(self, seconds=5):
        """Lets each connection have its answer, then ends."""
        self.is_ending = True

        def close_idle():
            while self.idle: self.idle.popleft().transport.close()
        try: self.loop.call_soon_threadsafe(close_idle)
        except RuntimeError: return
        end = time.monotonic() + seconds
        while self.open and time.monotonic() < end: time.sleep(0.01)
        try: self.loop.call_soon_threadsafe(self.done.set)
        except RuntimeError: pass
        self.thread.join(10)
