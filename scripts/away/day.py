"""A day of requests, made from a seed: who asks when for what, and what becomes of it where the collector is never away."""
import random
from dataclasses import dataclass, field

HOUR = 3600
# Seconds of the day, in the newsroom's time zone.
FROM, AWAY, BACK, TO = 8 * HOUR, 10 * HOUR, 12 * HOUR, 20 * HOUR
NEW_ARTICLE_AT = AWAY + HOUR // 2
WINDOW = 10

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = f"Mozilla/5.0 (Linux; Android 14; SM-A556E; wv) {WEBKIT} Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36"
# What people read with: the agent, and what else it sends.
PEOPLE = [
    (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/143.0.0.0 Safari/537.36", {"Sec-Fetch-Dest": "document"}),
    (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0", {}),
    (f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/143.0.0.0 Mobile Safari/537.36",
     {"Referer": "https://l.facebook.com/l.php?u=x"}),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0", {"Referer": "https://t.co/abc"}),
    (f"{IPHONE} Version/18.6 Mobile/15E148 Safari/604.1", {}),
    (f"{IPHONE} Mobile/15E148 Zalo iOS/651 ZaloTheme/light ZaloLanguage/vn", {}),
    (f"{ANDROID} Zalo android/25110200 ZaloTheme/dark", {}),
    (f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/531.0.0.40;FBDV/iPhone16,1;FBLC/vi_VN]", {"Referer": "http://m.facebook.com/"}),
    (f"{ANDROID} [FB_IAB/Orca-Android;FBAV/481.0.0.11;]", {}),
    (f"{IPHONE} Mobile/22G86 Instagram 361.0.0.30 (iPhone16,1; iOS 18_6; vi_VN)", {}),
    (f"{ANDROID} trill_380601 BytedanceWebview/d8a21c6", {}),
    (ANDROID, {"X-Requested-With": "org.telegram.messenger"}),
]
PREVIEWS = [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "Twitterbot/1.0",
    "TelegramBot (like TwitterBot)", "WhatsApp/2.25.30.7 A", "ViberUrlDownloader",
]
CRAWLERS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
]
AHEAD = [
    {"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"},
    {"X-Purpose": "preview"}, {"Sec-Purpose": "Prefetch; anonymous-client-ip"},
]
BEHIND = [".", ",", ")", "%E2%80%9D", "?fbclid=IwAR0abc", "?utm_source=zalo&zarsrc=30", "&amp=1", "%20", "!?", "/"]
CHANNELS = ["facebook", "x", "zalo", "telegram", "email", "copy"]
INTERNAL = "127.77.0.9"


@dataclass
class Item:
    """One request. A link is ("old", n), ("slot", n) of a press of this day, or ("press", article, channel, parent)."""
    at: int
    address: str
    agent: str | None
    link: tuple
    fields: dict = field(default_factory=dict)
    method: str = "GET"
    behind: str = ""
    # What a machine, a header or a broken link makes of it; None is a person.
    reason: str | None = None
    # Where a counted press leaves its landing link.
    slot: int | None = None
    # Whether nginx's clock is a second ahead: it notes when a request ends, the collector when it comes.
    late: bool = False
    # What is expected: "counted" or a reason.
    verdict: str = ""

    @property
    def kind(self): return "press" if self.link[0] in ("press", "forged") else "visit"
    @property
    def is_away(self): return AWAY <= self.at < BACK
    @property
    def is_private(self): return "Sec-GPC" in self.fields or "DNT" in self.fields
    @property
    def key(self): return (self.link[:3], self.address, self.agent)


class Day:
    """Old links are those of the day before: (article, channel, origin) each. WITHDRAWN and NEW are articles."""

    def __init__(self, seed, old, articles, withdrawn, new):
        self.draw, self.items, self.slots, self.people = random.Random(seed), [], [], 0
        self.old, self.articles, self.withdrawn, self.new = old, articles, withdrawn, new
        # Some of one household: one network, different programs.
        self.readers = [self.reader() for _ in range(600)]
        self.fill()
        self.around_the_edges()
        self.settle()

    def reader(self):
        self.people += 1
        agent, fields = self.draw.choice(PEOPLE)
        fields = dict(fields)
        if self.draw.random() < 0.08:
            fields |= self.draw.choice([{"Sec-GPC": "1"}, {"DNT": "1"}])
        return f"127.{1 + self.people // 400}.{self.people // 4 % 100}.{1 + self.draw.randrange(250)}", agent, fields

    def machine(self):
        return f"127.200.{self.draw.randrange(4)}.{self.draw.randrange(1, 250)}"

    def time(self):
        draw = self.draw
        # Noon and the evening are busy, and a link that goes round brings many in the same seconds.
        at = draw.choice([draw.randrange(FROM, TO), draw.randrange(10 * HOUR, 14 * HOUR)])
        return self.items[-1].at + draw.randrange(3) if self.items and draw.random() < 0.25 and self.items[-1].at < TO - 60 else at

    def landing(self, at):
        fresh = [place for place, (made, _, _) in enumerate(self.slots) if made + 60 < at]
        if fresh and self.draw.random() < 0.3: return ("slot", self.draw.choice(fresh))
        return ("old", self.draw.choice(range(len(self.old))))

    def press_link(self, at):
        draw = self.draw
        article = self.new if at > NEW_ARTICLE_AT and draw.random() < 0.1 else draw.choice(self.articles)
        same = [place for place, (of, _, _) in enumerate(self.old) if of == article]
        return ("press", article, draw.choice(CHANNELS), draw.choice(same) if same and draw.random() < 0.3 else None)

    def add(self, at, address, agent, link, fields=None, **more):
        self.items.append(Item(at, address, agent, link, dict(fields or {}), **more))
        return self.items[-1]

    def fill(self):
        draw = self.draw
        while len(self.items) < 2950:
            at, chance = self.time(), draw.random()
            if not FROM <= at < TO - 60: continue
            link = self.landing(at) if draw.random() < 0.75 else self.press_link(at)
            if chance < 0.70:
                address, agent, fields = draw.choice(self.readers)
                behind = draw.choice(BEHIND) if link[0] != "press" and draw.random() < 0.1 else ""
                item = self.add(at, address, agent, link, fields, behind=behind)
                if link[0] == "press" and draw.random() < 0.3 and not AWAY - 30 <= at < BACK and link[1] != self.withdrawn:
                    # Its landing link is posted; only its presser's own program goes there under this address.
                    item.address, item.agent, item.fields = *self.reader()[:2], {}
                    item.slot = len(self.slots)
                    self.slots.append((at, link[1], link[2]))
                elif draw.random() < 0.12:
                    again = self.add(at + draw.choice([1, 2, 4, 7, 9, 10, 11]), address, agent, link, fields)
                    again.behind = behind
            elif chance < 0.78: self.add(at, self.machine(), draw.choice(PREVIEWS), link, reason="preview")
            elif chance < 0.83: self.add(at, self.machine(), draw.choice(CRAWLERS), link, reason="crawler")
            elif chance < 0.86:
                agent = draw.choice(["curl/8.5.0", "python-requests/2.32.3", None])
                fields = draw.choice([{}, {"Sec-GPC": "1"}])
                self.add(at, self.machine(), agent, link, fields, reason="library")
            elif chance < 0.89:
                address, agent, fields = draw.choice(self.readers)
                self.add(at, address, agent, link, fields, method="HEAD", reason="head")
            elif chance < 0.93:
                address, agent, fields = draw.choice(self.readers)
                self.add(at, address, agent, link, fields | draw.choice(AHEAD), reason="prefetch")
                if draw.random() < 0.5: self.add(at + draw.randrange(1, 5), address, agent, link, fields)
            elif chance < 0.94:
                address, agent, fields = draw.choice(self.readers)
                self.add(at, address, agent, link, fields | {"Sec-Fetch-Dest": draw.choice(["image", "script", "iframe"])},
                         reason="embedded")
            elif chance < 0.95:
                self.add(at, self.machine(), PEOPLE[0][0], link, draw.choice([{"X-Scanner": "1"}]), reason="scanner")
            elif chance < 0.96:
                self.add(at, self.machine(), PEOPLE[0][0], link, {"Sec-CH-UA": '"HeadlessChrome";v="143"'}, reason="headless")
            elif chance < 0.97: self.add(at, INTERNAL, PEOPLE[0][0], link, reason="internal")
            elif chance < 0.985:
                # A script of the site's own page presses; while the collector is away it lets the button be pressed.
                address, agent, fields = self.reader()
                link = self.press_link(at - at % HOUR + 600)
                self.add(at - at % HOUR + 600, address, agent, link, fields | {
                    "Accept": "application/json", "Origin": "https://news.example", "Sec-Fetch-Dest": "empty"})
            else:
                # Cut, or made up: no key of ours signed it.
                link = ("broken", draw.choice(range(len(self.old))), draw.randrange(10)) if link[0] != "press" else ("forged", *link[1:3])
                self.add(at, self.machine(), PEOPLE[0][0], link, reason="unverified")

    def around_the_edges(self):
        # Double clicks across the collector's end and across its start; and two people at once with one program.
        live = [place for place, (article, _, origin) in enumerate(self.old)
                if article != self.withdrawn and origin == "reader"]
        self.across = []
        for at, gap in ((AWAY - 3, 6), (AWAY - 8, 9), (BACK - 4, 7), (BACK - 1, 3)):
            address, agent, fields = self.reader()
            link = ("old", self.draw.choice(live))
            self.add(at, address, agent, link, fields)
            second = self.add(at + gap, address, agent, link, fields)
            if at >= AWAY: self.across.append(second)
        for at in (AWAY - 1, AWAY, AWAY + 1, AWAY + 777, BACK - 1, BACK, BACK + 1):
            link = ("old", self.draw.choice(live))
            for _ in range(3): self.add(at, self.machine(), PEOPLE[4][0], link)
        # What the collector has in its hands when it is killed.
        self.in_hand = []
        for place in range(40):
            address, agent, fields = self.reader()
            link = ("old", self.draw.choice(live)) if place % 4 else self.press_link(AWAY - 1)
            if link[0] == "press" and link[1] == self.withdrawn: continue
            self.in_hand.append(self.add(AWAY - 1, address, agent, link, fields))

    def settle(self):
        """Brings it into the order of time, and works out what is expected of each."""
        place = {id(item): place for place, item in enumerate(self.items)}
        held = {id(item) for item in self.in_hand}
        self.items.sort(key=lambda item: (item.at, id(item) in held, place[id(item)]))
        # A fresh article is first pressed while the collector is away.
        seen, times = {}, {}
        for item in self.items: times.setdefault(item.key, []).append(item.at)
        across = {id(item) for item in self.across}
        self.items = [item for item in self.items if id(item) in across or not self.crosses_start(item, times)]
        for item in self.items:
            item.verdict = item.reason or "counted"
            article = self.article(item)
            if item.verdict in ("counted", "internal") and article == self.withdrawn: item.verdict = "withdrawn"
            if item.verdict == "counted":
                if item.at - seen.get(item.key, -99) < WINDOW: item.verdict = "repeat"
                else: seen[item.key] = item.at
            near = [abs(at - item.at) for at in times[item.key] if at != item.at]
            # A second more or less must not decide on a repeat, nor on the hour.
            item.late = self.draw.random() < 0.25 and not any(5 < gap < 15 for gap in near) and (item.at + 1) % HOUR != 0
        taken = [item for item in self.items if item.slot is not None]
        assert all(item.verdict == "counted" for item in taken), "a press whose link is visited must make one"

    def crosses_start(self, item, times):
        """A repeat whose first half the collector was too late for; those that are wanted stand in self.across."""
        return item.reason is None and BACK <= item.at < BACK + WINDOW and any(
            BACK - WINDOW < at < BACK and item.at - at < WINDOW for at in times[item.key])

    def article(self, item):
        what, place = item.link[:2]
        if what in ("old", "broken"): return self.old[place][0]
        return self.slots[place][1] if what == "slot" else place

    def channel(self, item):
        what, place = item.link[:2]
        if what in ("old", "broken"): return self.old[place][1]
        return self.slots[place][2] if what == "slot" else item.link[2]
