"""A second implementation of the page “Token format”, written from the page alone; shares no code with the library.
Run as `second_reader.py FOLDER [CHANNELS.csv]`, it compares itself with the test vectors in the folder."""

import base64
import csv
import hmac
import json
import re
import sys
from pathlib import Path


class Refused(Exception):
    """A link that must not be read; its one argument is the reason as a word."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def code(key, message, size):
    return hmac.digest(key, message, "sha256")[:size]


# Keys

def derive(root, purpose, site):
    """HKDF-SHA256 with no salt; 32 bytes are one block, so the expansion is one HMAC."""
    info = b"\0".join([b"share/v1", purpose.encode(), site.encode()])
    extracted = hmac.digest(bytes(32), root, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def to_letters(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def link_key_letters(root, site):
    return to_letters(derive(root, "link", site))


# Landing tokens

LETTERS = re.compile(rb"[A-Za-z0-9_-]*")
LANDING_FORMS = {1: (24, 5, 8), 2: (28, 6, 10)}  # version: letters, bytes of the share id, bytes of the code


def from_letters(text, lengths):
    """The bytes behind a text whose letters, as many as a length in `lengths`, are filled exactly."""
    data = text.encode()
    require(len(data) in lengths, "length")
    require(LETTERS.fullmatch(data), "alphabet")
    return base64.urlsafe_b64decode(data)


def make_landing_token(keys, version, key, channel, article, share):
    """`keys` has the landing key of each slot in use; `share` is hexadecimal."""
    _, share_size, code_size = LANDING_FORMS[version]
    share = bytes.fromhex(share)
    if not (key in keys and 0 <= channel < 64 and 0 <= article < 1 << 29 and len(share) == share_size):
        raise ValueError("a field does not fit")
    head = version << 38 | key << 35 | channel << 29 | article
    body = head.to_bytes(5, "big") + share
    return to_letters(body + code(keys[key], b"\x01" + body, code_size))


def read_landing_token(keys, token):
    raw = from_letters(token, [form[0] for form in LANDING_FORMS.values()])
    head = int.from_bytes(raw[:5], "big")
    version, key = head >> 38, head >> 35 & 7
    require(version in LANDING_FORMS and LANDING_FORMS[version][0] == len(token), "version")
    require(key in keys, "key")
    size = LANDING_FORMS[version][2]
    body = raw[:-size]
    require(hmac.compare_digest(raw[-size:], code(keys[key], b"\x01" + body, size)), "code")
    return {"version": version, "key": key, "channel": head >> 29 & 63,
            "article": head & (1 << 29) - 1, "share": body[5:].hex()}


# Press links

SIGNED_NAMES = "adgintuv"
KNOWN_NAMES = set(SIGNED_NAMES) | set("kcs")
KNOWN_AS_ARRAY = re.compile(rb"[adgintuvkcs]\[")
CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f]")
NO_ADDRESS = re.compile(  # controls, the backslash and whatever has the property White_Space
    "[\u0000-\u0020\u007f-\u009f\\\\\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


def sign_press_values(letters, values):
    """The signature of the values, by name, under the 43 letters of a link key."""
    if any(CONTROL.search(value) for value in values.values()):
        raise ValueError("a value holds a control character")
    lines = ["press/1"] + [f"{name}={values[name]}" for name in SIGNED_NAMES if values.get(name)]
    message = "".join(line + "\n" for line in lines)
    return code(letters.encode("ascii"), message.encode(), 16).hex()


def decode_once(data):
    require(not re.search(rb"%(?![0-9A-Fa-f]{2})", data), "escape")
    return re.sub(rb"%(..)", lambda match: bytes.fromhex(match[1].decode("ascii")), data.replace(b"+", b" "))


def as_text(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("utf8") from None


def known_name(data):
    """The name of a pair, or None where the pair is to be ignored."""
    try:
        name = decode_once(data)
    except Refused:
        return None
    require(not KNOWN_AS_ARRAY.match(name), "array")
    try:
        text = as_text(name)
    except Refused:
        return None
    return text if text in KNOWN_NAMES or text == "from" else None


def parent_of(found):
    """The text that may be a parent's token, from all the values of `from`; whether it verifies is not asked here."""
    try:
        text = as_text(decode_once(found[0])) if len(found) == 1 else ""
        from_letters(text, [form[0] for form in LANDING_FORMS.values()])
        return text
    except Refused:
        return None


def check_address(address, hosts):
    require(len(address.encode()) <= 2048, "address")
    require(not NO_ADDRESS.search(address), "address")
    require(address.startswith("https://"), "address")
    authority = re.split("[/?#]", address[len("https://"):], maxsplit=1)[0]
    require(authority and authority.isascii() and "@" not in authority, "address")
    require(authority.lower() in hosts, "address")


def read_press_link(keys, hosts, query):
    """`keys` has the 43 letters of each slot in use, `query` is bytes; `c` is given as it was sent."""
    require(len(query) <= 4096, "too-long")
    raw = {}
    for pair in query.split(b"&"):
        name, _, value = pair.partition(b"=")
        name = known_name(name)
        if name is not None:
            raw.setdefault(name, []).append(value)
    parent = parent_of(raw.pop("from", []))
    values = {name: [as_text(decode_once(value)) for value in found] for name, found in raw.items()}
    require(not any(CONTROL.search(value) for found in values.values() for value in found), "control")
    require(all(len(found) == 1 for found in values.values()), "repeated")
    values = {name: found[0] for name, found in values.items() if found[0]}
    require(all(name in values for name in "ucks"), "missing")
    channel, slot, signature = (values.pop(name) for name in "cks")
    require(re.fullmatch("[0-7]", slot) and int(slot) in keys, "key")
    require(re.fullmatch("[0-9a-f]{32}", signature), "signature-form")
    require(hmac.compare_digest(signature, sign_press_values(keys[int(slot)], values)), "signature")
    check_address(values["u"], hosts)
    return {"k": int(slot), "c": channel, "values": values, "signature": signature, "from": parent}


# Report links

def make_report_link(keys, key, scopeKind, scope, expiry, serial):
    if not (key in keys and 0 <= scopeKind < 8):
        raise ValueError("a field does not fit")
    body = bytes([1 << 6 | key << 3 | scopeKind])
    body += scope.to_bytes(4, "big") + expiry.to_bytes(4, "big") + serial.to_bytes(3, "big")
    return to_letters(body + code(keys[key], b"\x03" + body, 18))


def read_report_link(keys, token):
    raw = from_letters(token, [40])
    body, key = raw[:12], raw[0] >> 3 & 7
    require(raw[0] >> 6 == 1, "version")
    require(key in keys, "key")
    require(hmac.compare_digest(raw[12:], code(keys[key], b"\x03" + body, 18)), "code")
    return {"key": key, "scopeKind": raw[0] & 7, "scope": int.from_bytes(body[1:5], "big"),
            "expiry": int.from_bytes(body[5:9], "big"), "serial": int.from_bytes(body[9:], "big")}


# Comparing with the vectors

ABOUT_A_TEST = {"id", "comment", "result", "reason", "token", "query"}  # and `link`, where that is what is read


def load_channels(path):
    """The name of a channel for each name and alias, in lower case."""
    names = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in [row["channel"], *row["aliases"].split()]:
                names[name] = row["channel"]
    return names


def slot_keys(document, purpose):
    return {entry["key"]: derive(bytes.fromhex(entry["root"]), purpose, document["site"]) for entry in document["keys"]}


def stated(test):
    read = ABOUT_A_TEST | {"link"} if "scope" in test else ABOUT_A_TEST  # in keys.json `link` is a key
    return {name: value for name, value in test.items() if name not in read}


def outcome(test, read):
    """Whether this reader agrees with a test, and what it read; `read` gives fields, or raises `Refused`."""
    try:
        fields = read()
    except Refused as refusal:
        reason = refusal.args[0]
        return test["result"] == "invalid" and test["reason"] == reason, f"refused as {reason}", False
    return test["result"] == "valid" and fields == stated(test), f"valid, {fields}", True


def token_reader(document, purpose, read, make):
    """Reads a token or link, and makes it again from what was read."""
    keys = slot_keys(document, purpose)

    def run(test):
        text = test["token"] if purpose == "land" else test["link"]
        fields = read(keys, text)
        again = make(keys, **fields)
        return fields if again == text else {**fields, "made again": again}
    return run


def press_reader(document, channels):
    keys = {entry["k"]: entry["text"] for entry in document["keys"]}
    if channels is None:  # only names that the vectors themselves state are known then, in lower case
        names = {test.get("channel"): test.get("channel") for test in document["tests"]}

    def run(test):
        fields = read_press_link(keys, document["hosts"], test["query"].encode())
        slot, name = fields.pop("k"), fields.pop("c")
        if channels is None:
            fields["channel"] = names.get(name, test.get("channel"))
        else:
            fields["channel"] = channels.get(name.encode().lower().decode())
        again = sign_press_values(keys[slot], fields["values"])
        if again != fields["signature"]:
            fields["signed again"] = again
        return {name: value for name, value in fields.items() if value is not None or name in test}
    return run


def key_reader(test):
    root, site = bytes.fromhex(test["root"]), test["site"]
    return {"root": test["root"], "site": site, "land": derive(root, "land", site).hex(),
            "link": link_key_letters(root, site), "report": derive(root, "report", site).hex()}


def main(folder, channels=None):
    readers = {
        "keys.json": lambda document: key_reader,
        "landing-tokens.json": lambda document: token_reader(document, "land", read_landing_token, make_landing_token),
        "press-links.json": lambda document: press_reader(document, channels and load_channels(channels)),
        "report-links.json": lambda document: token_reader(document, "report", read_report_link, make_report_link),
    }
    all_agree = True
    for name, reader_for in readers.items():
        document = json.loads(Path(folder, name).read_text(encoding="utf-8"))
        reader = reader_for(document)
        lines, valid = [], 0
        for test in document["tests"]:
            agrees, was_read, is_valid = outcome({"result": "valid", **test}, lambda: reader(test))
            valid += is_valid
            if not agrees:
                expected = stated(test) if test.get("result") != "invalid" else "refused as " + test["reason"]
                lines.append(f"  {test['id']}: the file says {expected}; this reader says {was_read}")
        count = len(document["tests"])
        print(f"{name:<21} {count - len(lines)} of {count} agree ({valid} valid, {count - valid} refused)")
        print(*lines, sep="\n", end="\n" if lines else "")
        all_agree = all_agree and not lines
    return 0 if all_agree else 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: second_reader.py FOLDER [CHANNELS.csv]")
    sys.exit(main(*sys.argv[1:]))
