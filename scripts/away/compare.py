"""What reports say, row by row, and by how much they may differ."""
import collections, json, sqlite3

PERIOD = ["--from", "2026-11-20", "--to", "2026-11-20"]
COUNTS = [["counts"], ["counts", "--by", "hour"], ["counts", "--by", "article"], ["counts", "--by", "channel"]]
FIGURES = [["channels"], ["top"], ["top", "--origin", "newsroom"], ["trend", "--by", "hour"]]
# Not told by a log: whose first visit it is, and whose child a share is. Visits per press follow from both.
COMPARED = ["presses", "previewed", "opened", "visits"]
# A share is previewed and opened in the hour of the visit that was recorded first.
BY_HOUR = ["presses", "visits"]
KINDS = {1: "press", 2: "visit"}


def texts(room):
    """All reports as they are printed."""
    return {" ".join(name): room.run("report", *name, *PERIOD, "--format", "json") for name in COUNTS + FIGURES}


def read(texts): return {name: json.loads(text) for name, text in texts.items()}


def subject(row):
    return tuple(row[key] for key in ("start", "articleUrl", "channel") if key in row)


def figures(report):
    """Figures by what the row is about; rows that are all nothing are none."""
    found = {}
    for row in report["rows"]:
        if report["report"] == "counts": found[subject(row) + (row["verdict"], row["reason"] or "")] = {"requests": row["requests"]}
        else:
            row_figures = {key: row[key] for key in (COMPARED if report["report"] != "trend" else BY_HOUR)}
            if any(row_figures.values()): found[subject(row)] = row_figures
    return found


def changed(report, found, changes):
    """Figures as they are expected, from those of the uninterrupted day. A change is a dict with `by`."""
    found = {key: dict(values) for key, values in found.items()}
    for change in changes:
        if report["report"] == "counts":
            keys = [change[name] for name, column in (("start", "start"), ("articleUrl", "articleUrl"), ("channel", "channel"))
                    if any(column in row for row in report["rows"])]
            if None in keys: continue
            verdict = ("counted", "") if change["reason"] == "counted" else ("refused", change["reason"])
            values = found.setdefault((*keys, *verdict), {"requests": 0})
            values["requests"] += change["by"]
            if not values["requests"]: del found[(*keys, *verdict)]
        elif change["reason"] == "counted" and report["origin"] == "reader":
            keys = tuple(change[name] for name in ("start", "articleUrl", "channel") if any(name in row for row in report["rows"]))
            found[keys]["visits" if change["kind"] == "visit" else "presses"] += change["by"]
    return found


def differences(before, after, changes=()):
    """Lines that say where the reports of a room are not those of the other, after the changes that are expected."""
    lines = []
    for name in before:
        one, other = json.loads(before[name]), json.loads(after[name])
        one["origin"] = "newsroom" if "newsroom" in name else "reader"
        wanted, found = changed(one, figures(one), changes), figures(other)
        for key in sorted(set(wanted) | set(found), key=str):
            if wanted.get(key) != found.get(key): lines.append(f"{name} {key}: wanted {wanted.get(key)}, found {found.get(key)}")
        if "opened" in other["total"]:
            for figure in ("previewed", "opened"):
                if one["total"][figure] != other["total"][figure]: lines.append(
                    f"{name} in total: wanted {one['total'][figure]} {figure}, found {other['total'][figure]}")
    return lines


def total(texts, figure): return json.loads(texts["top"])["total"][figure]


def note(texts, code, report="counts"):
    return next((note for note in json.loads(texts[report])["notes"] if note["code"] == code), None)


def query(room, sql):
    with sqlite3.connect(f"file:{room.home}/sharetrail.db?mode=ro", uri=True) as database: return database.execute(sql).fetchall()


def by_reason(room, since):
    """How many requests of each kind and reason the day had; what is only added up too."""
    rows = query(room, f"""
        SELECT kind, name, sum(requests) FROM (
            SELECT kind, reason, count(*) AS requests FROM events WHERE at >= {since} GROUP BY 1, 2
            UNION ALL SELECT kind, reason, sum(requests) FROM unattributed WHERE minute >= {since} GROUP BY 1, 2
            UNION ALL SELECT kind, reason, sum(requests) FROM refused_sums WHERE minute >= {since} GROUP BY 1, 2)
        JOIN reasons ON number = reason GROUP BY 1, 2""")
    return collections.Counter({(KINDS[kind], name): requests for kind, name, requests in rows})


def events(room, since):
    """Every event of the day, as often as it is there: hour, verdict, and all that was kept of how it was asked."""
    rows = query(room, f"""
        SELECT coalesce(v.name, 'counted'), strftime('%H', e.at + 25200, 'unixepoch'), e.kind, e.article, c.name, e.origin,
            r.host, r.network, a.family, a.system, a.device, p.name, e.mangles, m.agent
        FROM events e JOIN channels c ON c.number = e.channel LEFT JOIN reasons v ON v.number = e.reason
        LEFT JOIN referrers r ON r.number = e.referrer LEFT JOIN agents a ON a.number = e.agent
        LEFT JOIN places p ON p.number = e.place LEFT JOIN machine_events me ON me.event = e.id
        LEFT JOIN machines m ON m.number = me.machine WHERE e.at >= {since}""")
    return collections.Counter(rows)


# Columns of events().
SYSTEM, DEVICE, PLACE = 9, 10, 11


def without(rows, *columns):
    found = collections.Counter()
    for row, count in rows.items(): found[tuple(value for place, value in enumerate(row) if place not in columns)] += count
    return found


def counted(rows): return collections.Counter({("counted", *row[1:]): count for row, count in rows.items()})
