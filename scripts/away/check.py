"""Tries the day with and without the collector, imports the log, and compares. Run by scripts/check-away, which explains it."""
import argparse, base64, collections, json, os, random, re, shutil, signal, sys, tempfile, time
from urllib.parse import unquote

import compare
from compare import COUNTS
from day import AWAY, BACK, CHANNELS, FROM, HOUR, INTERNAL, PEOPLE, TO, Day, Item
from newsroom import DAY, HOST, SITE, Newsroom, at_once

parser = argparse.ArgumentParser(prog="check-away")
parser.add_argument("sharetrail")
parser.add_argument("--seed", type=int, default=20261120)
parser.add_argument("--keep", metavar="FOLDER")
options = parser.parse_args()
program = os.path.realpath(options.sharetrail)
folder = os.path.realpath(options.keep) if options.keep else tempfile.mkdtemp(prefix="check-away-")
os.makedirs(folder, exist_ok=True)
rooms, good, bad = [], 0, 0
MIDNIGHT = int(DAY.timestamp())


def check(what, *problems):
    """A line: problems are strings, and what is false, None or empty is none."""
    global good, bad
    problems = [problem for problem in problems if problem]
    good, bad = (good, bad + 1) if problems else (good + 1, bad)
    more = [f"and {len(problems) - 12} more"] if len(problems) > 12 else []
    print("FAIL" if problems else "ok  ", what + "".join(f"\n       {problem}" for problem in problems[:12] + more), flush=True)


def same(wanted, found): return None if wanted == found else f"wanted {wanted}, found {found}"


# --- A newsroom with links that went round the day before ----------------------------------------------------------------

WITHDRAWN, NEW = f"{SITE}/thoi-su/bai-10.html", f"{SITE}/thoi-su/tin-moi.html"
ARTICLES = [f"{SITE}/{'thoi-su' if place % 3 else 'giao-duc'}/bai-{place}.html" for place in range(1, 10)] + [WITHDRAWN]


def title(url): return "Tin mới: đường đèo thông xe" if url == NEW else f"Bài số {url.split('-')[-1][:-5]}: chuyện “vùng cao” & hơn thế"


def room_at(place):
    os.makedirs(place, exist_ok=True)
    rooms.append(Newsroom(program, place))
    return rooms[-1]


def begin():
    """The newsroom, its press links by article and channel, and its old landing links."""
    room = room_at(f"{folder}/before")
    room.run("init", "--site", "news.example", "--base-url", f"https://{HOST}")
    with open(f"{room.home}/sharetrail.yaml", "a") as file:
        # Readers have addresses of loopback here, so only the front itself is trusted.
        file.write(f"\ntrustedProxies:\n  - 127.0.0.1\ninternal:\n  - {INTERNAL}\n")
    room.run("articles", "import", "-", text="".join(json.dumps({"url": url, "title": title(url)}) + "\n" for url in ARTICLES))
    links = {}
    for url in ARTICLES + [NEW]:
        for link in json.loads(room.run("links", "--url", url, "--title", title(url), "--format", "json")):
            links[url, link["channel"]] = link["href"].split(HOST, 1)[1]
    room.serve()
    room.front = room.port
    old, draw = [], random.Random(options.seed)
    for place in range(60):
        article, channel = ARTICLES[place % 10], CHANNELS[place // 10]
        agent, fields = draw.choice(PEOPLE)
        token = landing(room.ask(links[article, channel], Item(0, f"127.100.0.{place + 1}", agent, (), fields))[2])
        old.append((article, channel, "reader", token))
    room.stop()
    for place in range(4):
        minted = room.run("mint", "--article", ARTICLES[place], "--channel", CHANNELS[place], "--campaign", "trang-chu")
        old.append((ARTICLES[place], CHANNELS[place], "newsroom", minted.strip().split("/")[-1]))
    room.run("articles", "withdraw", WITHDRAWN)
    table = f"{folder}/table.conf"
    with open(table, "w") as file: file.write(room.run("export", "redirects", "--format", "nginx"))
    return room, links, old, table


def landing(answer):
    """The landing link in an answer to a press; Zalo's is in an object of its own."""
    if zalo := re.search(r"share_external\?d=([^\s&]+)", answer): answer = base64.b64decode(unquote(zalo.group(1))).decode()
    for mark in (f"{HOST}%2F", f"{HOST}/"):
        place = answer.find(mark)
        if place >= 0: return answer[place + len(mark):][:24]
    sys.exit(f"check-away: a press made no landing link: {answer[:600]}")


# --- The day -------------------------------------------------------------------------------------------------------------


class Run:
    def __init__(self, name, base, table, away=None):
        self.name, self.away, self.answers, self.tokens = name, away, {}, {}
        os.makedirs(f"{folder}/{name}")
        self.room = base.copy(f"{folder}/{name}")
        rooms.append(self.room)
        self.room.set(FROM)
        self.room.serve()
        self.room.start_front(table)

    def target(self, item):
        what, place = item.link[:2]
        if what == "press":
            parent = item.link[3]
            return links[item.link[1:3]] + (f"&from={old[parent][3]}" if parent is not None else "")
        if what == "forged":
            link = links[item.link[1:3]]
            return link[:-1] + ("0" if link[-1] != "0" else "1")
        token = self.tokens[place] if what == "slot" else old[place][3]
        if what == "broken":
            at = 14 + item.link[2]
            token = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1:]
        return f"/{token}{item.behind}"

    def ask(self, item):
        self.answers[id(item)] = self.room.ask(self.target(item), item)

    def whole(self):
        began, is_here, held = time.monotonic(), True, {id(item) for item in day.in_hand}
        is_back = False
        for item in day.items:
            if self.away and is_here and (item.at >= AWAY or self.away == signal.SIGKILL and id(item) in held):
                if self.away == signal.SIGKILL: self.kill_with_hands_full()
                else:
                    self.room.set(AWAY)
                    self.room.stop()
                is_here = False
            if self.away and not is_back and item.at >= BACK:
                self.room.set(BACK)
                self.room.serve()
                is_back = True
            if id(item) in self.answers: continue
            self.room.set(item.at, item.late)
            self.ask(item)
            self.room.wait_for_log(1)
            if item.slot is not None: self.tokens[item.slot] = landing(self.answers[id(item)][2])
            if "Accept" in item.fields and item.reason is None and self.answers[id(item)][0] == 503: self.let_button_be_pressed(item)
        self.room.set(TO)
        print(f"     {self.name}: {self.room.noted} requests in {time.monotonic() - began:.0f} s", flush=True)
        return self

    def let_button_be_pressed(self, item):
        """What the page's script does where it gets no links: the reader presses a link as if there were no script."""
        self.room.set(item.at + 1)
        fields = {name: value for name, value in item.fields.items() if name not in ("Accept", "Origin", "Sec-Fetch-Dest")}
        self.answers[id(item)] = self.room.ask(self.target(item), item, fields=fields | {"Sec-Fetch-Dest": "document"})
        self.room.wait_for_log(1)

    def kill_with_hands_full(self):
        self.room.set(AWAY - 1)
        wait = at_once([lambda item=item: self.ask(item) for item in day.in_hand])
        # When some have their answers already, and some have not.
        while not self.answers.keys() & {id(item) for item in day.in_hand}: time.sleep(0.0002)
        self.room.stop(signal.SIGKILL)
        wait()
        self.room.wait_for_log(len(day.in_hand))

    def imports(self, *logs):
        """Imports, and what it says."""
        return self.room.run("import", "accesslog", *(logs or [self.room.log])).strip().splitlines()


# --- What is to be expected ----------------------------------------------------------------------------------------------


def hour(item): return DAY.replace(hour=item.at // HOUR).isoformat()


def change(item, reason, by, **more):
    return {"start": hour(item), "articleUrl": day.article(item), "channel": day.channel(item), "kind": item.kind,
            "reason": reason, "by": by} | more


def expected():
    """Where the reports of a day with a hole may differ, each with its cause."""
    changes = []
    for item in day.across: changes += [change(item, "repeat", -1), change(item, "counted", 1)]
    for item in day.items:
        if item.reason == "unverified" and item.is_away:
            changes.append(change(item, "unverified", -1, articleUrl=None, channel=None))
    return changes


def is_reader(item): return item.link[0] not in ("old", "broken") or old[item.link[1]][2] == "reader"


def arrivals(with_hole):
    """Visits that are a visitor's first on an article, of those that the collector saw."""
    first, count, across = set(), 0, {id(item) for item in day.across}
    for item in day.items:
        counts = item.verdict == "counted" or with_hole and id(item) in across
        if item.kind != "visit" or not counts or item.is_private or with_hole and item.is_away: continue
        key = item.address.rsplit(".", 1)[0], item.agent, day.article(item)
        count += key not in first and is_reader(item)
        first.add(key)
    return count


def reshares(with_hole):
    return sum(item.verdict == "counted" and item.link[0] == "press" and item.link[3] is not None and not item.is_private
               and not (with_hole and item.is_away) for item in day.items)


def table_of(rows):
    """Lines of a table: kind, reason, and a column for each room."""
    names = [name for name, _ in rows]
    print(f"\n     {'':6} {'reason':12}" + "".join(f"{name:>14}" for name in names) + f"{'difference':>14}")
    for kind, reason in sorted(set().union(*(counter for _, counter in rows)), key=lambda key: (key[0], key[1] != "counted", key[1])):
        values = [counter[kind, reason] for _, counter in rows]
        print(f"     {kind:6} {reason:12}" + "".join(f"{value:14}" for value in values) + f"{' / '.join(f'{v - values[0]:+}' if v != values[0] else '0' for v in values[1:]):>14}")
    print(flush=True)


def finish():
    for room in rooms: room.end()
    if not options.keep: shutil.rmtree(folder, ignore_errors=True)


def look_at_hole(one, other):
    """What readers got while the collector was away, beside what they got from it."""
    wrong = []
    for item in day.items:
        if not item.is_away: continue
        (status, location, _), (away, elsewhere, _) = one.answers[id(item)], other.answers[id(item)]
        if item.reason == "prefetch": wanted = away == status in (410, 503)
        elif item.reason == "unverified": wanted = away in (302, 303, 404, 410)
        elif item.kind == "press": wanted = away == 303 and elsewhere in (day.article(item), f"{SITE}/")
        else: wanted = away == status and elsewhere == location.split("#")[0].split("?")[0]
        if not wanted: wrong.append(f"{item.verdict} {item.method} {item.link} {item.behind}: {status} {location}, away {away} {elsewhere}")
    check(f"{other.name}: readers of the hole are led as ever ({sum(item.is_away for item in day.items)} requests)", *wrong)


def look_at(run, whole, changes):
    """Imports a run's log in every way, and compares."""
    room, name = run.room, run.name
    lacking = compare.texts(room)
    away = [item for item in day.items if item.is_away]
    presses = sum(item.verdict == "counted" and item.kind == "press" for item in away)
    visits = sum(item.verdict == "counted" and item.kind == "visit" for item in away)
    if run.away == signal.SIGTERM:
        # The newsroom's own links are in other tables.
        visits = sum(item.verdict == "counted" and item.kind == "visit" and is_reader(item) for item in away) - len(day.across)
        check(f"{name}: before the import it lacks {presses} presses and {visits} visits",
              same((presses, visits), tuple(compare.total(whole, figure) - compare.total(lacking, figure) for figure in ("presses", "visits"))))
    check(f"{name}: before the import the comparison finds differences",
          None if compare.differences(whole, lacking, changes) else "it finds none")
    before = f"{folder}/{name}-before-import"
    os.makedirs(before)
    unfilled = None
    # A copy for the halves: of a folder that nobody writes to.
    room.stop()
    unfilled = room.copy(before)
    rooms.append(unfilled)
    room.serve()

    said = run.imports()
    print("".join(f"       {line}\n" for line in said), end="", flush=True)
    once = compare.texts(room)
    check(f"{name}: after the import all rows of {len(once)} reports are the uninterrupted day's, but for the causes named below",
          *compare.differences(whole, once, changes))
    one, other = compare.events(uninterrupted.room, MIDNIGHT), compare.events(room, MIDNIGHT)
    # A line is told by the family of its agent. Of two readers of one second with one app on an iPhone and on Android, who
    # was recorded before the kill is not known.
    if run.away == signal.SIGKILL: one, other = (compare.without(rows, compare.SYSTEM, compare.DEVICE) for rows in (one, other))
    lost, more = one - other, other - one
    across = collections.Counter({row: count for row, count in lost.items() if row[0] == "repeat"})
    if sum(across.values()) != len(day.across): across.clear()
    # Of a refused request neither the referrer is kept nor where it was opened.
    place = compare.PLACE - (2 if run.away == signal.SIGKILL else 0)
    lost, more, across = (compare.without(rows, 6, 7, place) for rows in (lost, more, across))
    check(f"{name}: so is every event: verdict, hour, link, referrer, agent, place, what was done to the link, and the agents of machines",
          *(f"missing {count} × {row}" for row, count in (lost - across).items()),
          *(f"too many {count} × {row}" for row, count in (more - compare.counted(across)).items()))
    filled = compare.note(once, "filledFromLogs")
    check(f"{name}: notes name the hours that were filled: {filled['text'] if filled else None}",
          None if filled and ("10:00" in filled["text"] or run.away == signal.SIGKILL and "9:00" in filled["text"]) else "no note of them")
    failures = sum("Accept" in item.fields for item in away)
    nobody = compare.note(once, "reachedNobody")
    check(f"{name}: and the {failures} requests of scripts that reached nobody", same(failures, nobody and nobody["requests"]))

    run.imports()
    check(f"{name}: imported again, all reports are the same to the byte", same(once, compare.texts(room)) and "they differ")
    lines = open(room.log, encoding="utf-8").read().splitlines(keepends=True)
    seconds = [float(json.loads(line)["msec"]) - MIDNIGHT for line in lines]
    draw = random.Random(options.seed)
    run.imports(*halves(room, "any", lines, draw.randrange(1, len(lines))))
    for half in halves(room, "each", lines, draw.randrange(1, len(lines))): run.imports(half)
    check(f"{name}: and again in halves, at once and one by one", same(once, compare.texts(room)) and "they differ")
    # A double click is told within the logs of one run, so halves are cut where ten seconds are quiet.
    quiet = [place for place in range(1, len(lines)) if AWAY < seconds[place] < BACK and seconds[place] - seconds[place - 1] > 12]
    for half in halves(unfilled, "first", lines, draw.choice(quiet)): unfilled.run("import", "accesslog", half)
    check(f"{name}: imported first in halves, cut in a quiet moment, without a collector: the same to the byte",
          *compare.differences(once, compare.texts(unfilled)), same(once, compare.texts(unfilled)) and "notes or figures differ")

    found = tuple(compare.total(once, figure) for figure in ("distinctArrivals", "reshares"))
    wanted = (arrivals(True), reshares(True))
    if run.away == signal.SIGTERM: check(f"{name}: distinct arrivals and re-shares are those that the collector saw, {wanted}", same(wanted, found))
    # What it had in its hands may have been recorded or not.
    else: check(f"{name}: distinct arrivals and re-shares are nearly those, {found}", *(
        f"wanted {most} or up to {len(day.in_hand)} fewer, found {value}" for most, value in zip(wanted, found)
        if not most - len(day.in_hand) <= value <= most))
    return compare.by_reason(room, MIDNIGHT)


def halves(room, name, lines, place):
    paths = []
    for number, part in enumerate((lines[:place], lines[place:])):
        paths.append(f"{room.folder}/{name}-{number}.log")
        with open(paths[-1], "w", encoding="utf-8") as file: file.writelines(part)
    return paths


try:
    base, links, old, table = begin()
    day = Day(options.seed, [(article, channel, origin) for article, channel, origin, _ in old], ARTICLES, WITHDRAWN, NEW)
    uninterrupted = Run("uninterrupted", base, table).whole()
    whole = compare.texts(uninterrupted.room)
    truth = collections.Counter((item.kind, item.verdict) for item in day.items)
    one = compare.by_reason(uninterrupted.room, MIDNIGHT)
    check(f"the uninterrupted day is what was meant: {len(day.items)} requests, {sum(1 for key in truth if key[1] != 'counted')} kinds of refusal",
          *(f"{key}: wanted {truth[key]}, found {one[key]}" for key in sorted(truth | one) if truth[key] != one[key]))
    check("its readers are told apart: distinct arrivals, re-shares", same(
        (arrivals(False), reshares(False)), tuple(compare.total(whole, figure) for figure in ("distinctArrivals", "reshares"))))
    said = uninterrupted.imports()
    check("its log, imported, changes nothing", None if said[1].startswith("0 new events") else said[1],
          same(whole, compare.texts(uninterrupted.room)) and "reports differ")

    changes, counters = expected(), [("never away", one)]
    for name, number in (("stopped", signal.SIGTERM), ("killed", signal.SIGKILL)):
        run = Run(name, base, table, away=number).whole()
        if number == signal.SIGKILL:
            hands = [run.answers[id(item)][2] for item in day.in_hand]
            print(f"     {name}: of {len(hands)} requests in its hands {sum('X-Recorded: 1' in hand for hand in hands)} were answered by it, the others by nginx")
        look_at_hole(uninterrupted, run)
        counters.append((name, look_at(run, whole, changes)))
        run.room.end()

    table_of(counters)
    unverified = sum(change["reason"] == "unverified" for change in changes)
    print(f"     unverified: {unverified} requests on links of the right shape that no key of ours signed. The collector only adds such up;\n"
          f"       the front has no keys, and the import says how many it found, but they are nobody's events.\n"
          f"     repeat and counted: {len(day.across)} double clicks whose first half was before the collector's start and whose second\n"
          f"       half behind it. What it counted then, an import leaves as it is.\n"
          f"     previewed and opened hour by hour: a share is so in the hour of the visit that was recorded first, and what an import\n"
          f"       brings is recorded last, though it came before. Summed over the day they are equal.\n"
          f"     system and device, of what was in the collector's hands when it was killed: one app's readers may be taken for each other.\n"
          f"     distinct arrivals: {arrivals(False)}, with the hole {arrivals(True)}: a log makes no arrivals.\n"
          f"     re-shares: {reshares(False)}, with the hole {reshares(True)}: a press without the collector makes no share.")
finally: finish()
print(f"{good} ok, {bad} failed")
sys.exit(1 if bad else 0)
