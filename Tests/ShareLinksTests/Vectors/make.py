"""Writes the test vectors of ShareTrail's link formats: keys, landing tokens, press links, report links.

Run it with Python 3, without arguments; it needs the standard library only and writes the same bytes every time:

    python3 make.py

It follows the page "Link formats" and shares no code with the library, so that an error in one shows against the other.
New tests go to the end of their list, so that no id changes its meaning.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import re
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
SITE = "news.example"
ROOT = bytes(range(32))
ROOT_4 = hashlib.sha256(b"ShareTrail test vectors, slot 4").digest()
ROOT_UNKNOWN = hashlib.sha256(b"ShareTrail test vectors, a root of no slot").digest()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


# --- The formats ------------------------------------------------------------------------------------------------------

def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def derived(root, purpose, site=SITE):
    """HKDF-SHA256 without salt; 32 bytes are one block of its second step."""
    info = b"share/v1\0" + purpose.encode() + b"\0" + site.encode("utf-8")
    return mac(mac(bytes(32), root), info + b"\1")


def text_of(data):
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def link_key(root, site=SITE):
    """The key of press links: 43 letters, which themselves are the key."""
    return text_of(derived(root, "link", site))


def landing_head(version, key, channel, article, share):
    """The bytes before the code. `share` is in hexadecimal: 10 digits in version 1, 12 in version 2."""
    bits = version << 38 | key << 35 | channel << 29 | article
    return bits.to_bytes(5, "big") + bytes.fromhex(share)


def landing_token(version, key, channel, article, share, root=ROOT):
    head = landing_head(version, key, channel, article, share)
    return text_of(head + mac(derived(root, "land"), b"\1" + head)[:10 if version == 2 else 8])


def report_head(key, kind, scope, expiry, serial, version=1):
    return (bytes([version << 6 | key << 3 | kind]) + scope.to_bytes(4, "big") + expiry.to_bytes(4, "big")
            + serial.to_bytes(3, "big"))


def report_link(key, kind, scope, expiry, serial, root=ROOT):
    head = report_head(key, kind, scope, expiry, serial)
    return text_of(head + mac(derived(root, "report"), b"\3" + head)[:18])


SIGNED = "adgintuv"


def press_message(values):
    """What is signed. Values are text, or bytes where a test needs what is no text."""
    message = b"press/1\n"
    for name in SIGNED:
        value = values.get(name, "")
        value = value.encode("utf-8") if isinstance(value, str) else value
        if value:
            message += name.encode() + b"=" + value + b"\n"
    return message


def sign(values, root=ROOT):
    return mac(link_key(root).encode("ascii"), press_message(values))[:16].hex()


# --- Encoders of values -----------------------------------------------------------------------------------------------

UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"


def escaped(value, keep=UNRESERVED, plus=False, lower=False, raw=False):
    """Percent-encodes. `keep`: what stays; `plus`: a space as `+`; `lower`: `%c3`; `raw`: non-ASCII letters stay."""
    out = []
    for character in value:
        if character == " " and plus:
            out.append("+")
        elif character in keep or (raw and ord(character) > 0x9F):
            out.append(character)
        else:
            for byte in character.encode("utf-8"):
                out.append(("%%%02x" if lower else "%%%02X") % byte)
    return "".join(out)


def rfc3986(value):
    return escaped(value)


def javascript(value):
    return escaped(value, keep=UNRESERVED + "!'()*")


def form(value):
    return escaped(value, keep=UNRESERVED.replace("~", "") + "*", plus=True)


def lower_case(value):
    return escaped(value, lower=True)


def lower_form(value):
    return escaped(value, plus=True, lower=True)


def everything(value):
    return escaped(value, keep="")


def least(value):
    return escaped(value, keep=UNRESERVED + "!'()*:/?@$,;=\"<>[]^`{|}")


def raw_letters(value):
    return escaped(value, raw=True)


def mixed_case(value):
    count = 0

    def other(match):
        nonlocal count
        count += 1
        return match.group().lower() if count % 2 else match.group()
    return re.sub("%[0-9A-F]{2}", other, escaped(value))


# --- Writing ----------------------------------------------------------------------------------------------------------

def readable(character):
    """Whether a character stands as it is in the files; a fixed list, so that no Unicode version changes a byte."""
    code = ord(character)
    return (0x20 <= code <= 0x7E or 0xC0 <= code <= 0x24F or 0x1EA0 <= code <= 0x1EF9 or character in "«»“”‘’–—…đĐ")


def as_json(value):
    out = []
    for character in json.dumps(value, ensure_ascii=False, separators=(", ", ": ")):
        if readable(character):
            out.append(character)
        else:
            units = character.encode("utf-16-be")
            out += ["\\u%02x%02x" % (units[n], units[n + 1]) for n in range(0, len(units), 2)]
    return "".join(out)


def write(name, fields, tests, prefix):
    lines = ["{"]
    for key, value in fields.items():
        lines.append(f" {as_json(key)}: {as_json(value)},")
    lines.append(' "tests": [')
    seen = set()
    for number, test in enumerate(tests, 1):
        content = as_json({key: value for key, value in test.items() if key != "comment"})
        assert content not in seen, f"twice: {test}"
        seen.add(content)
        end = "," if number < len(tests) else ""
        lines.append("  " + as_json({"id": f"{prefix}-{number:03}", **test}) + end)
    lines += [" ]", "}", ""]
    (HERE / name).write_bytes("\n".join(lines).encode("utf-8"))


# --- keys.json --------------------------------------------------------------------------------------------------------

def key_tests():
    one_bit = bytes(31) + b"\1"
    rows = [
        ("the vector of the page", ROOT, SITE),
        ("another label", ROOT, "www.news.example"),
        ("a label of one letter", ROOT, "n"),
        ("a label of 200 letters, longer than a block of SHA-256", ROOT, "tin-tuc." * 24 + "example."),
        ("a label that is not ASCII, composed (NFC)", ROOT, "báo-mới.example"),
        ("the same label, decomposed (NFD): other bytes, other keys", ROOT,
         unicodedata.normalize("NFD", "báo-mới.example")),
        ("a label in upper case is another label", ROOT, "News.Example"),
        ("a label with a dot at its end is another label", ROOT, "news.example."),
        ("a label called like a purpose: land of «link» must not be link of «land»", ROOT, "link"),
        ("a label called like a purpose: link of «land» must not be land of «link»", ROOT, "land"),
        ("a label that is two purposes", ROOT, "landlink"),
        ("a label that begins with a purpose", ROOT, "landx"),
        ("the same label without that purpose", ROOT, "x"),
        ("a label with the last letter of «land» before it", ROOT, "dnews.example"),
        ("a label with the last letter of «report» before it", ROOT, "tnews.example"),
        ("the root of slot 4 in the other files", ROOT_4, SITE),
        ("a root of all ones", b"\xff" * 32, SITE),
        ("a root of one set bit", one_bit, SITE),
        ("a root that begins with its only set bit", b"\x80" + bytes(31), SITE),
        ("the same root and label as the first, with the label's last letter gone", ROOT, "news.exampl"),
    ]
    return [{"comment": comment, "root": root.hex(), "site": site, "land": derived(root, "land", site).hex(),
             "link": link_key(root, site), "report": derived(root, "report", site).hex()}
            for comment, root, site in rows]


# --- landing-tokens.json ----------------------------------------------------------------------------------------------

SLOTS = {0: ROOT, 1: ROOT, 4: ROOT_4, 7: ROOT}


def slots():
    return [{"key": key, "root": root.hex()} for key, root in SLOTS.items()]


def ending(end, version):
    """The first share id, counted up from 0, whose token ends so."""
    number = 0
    while True:
        share = f"{number:0{12 if version == 2 else 10}x}"
        if landing_token(version, 1, 3, 1234567, share).endswith(end):
            return share
        number += 1


def other_letter(letter, step=1):
    return LETTERS[LETTERS.index(letter) ^ step]


def landing_tests():
    tests = []

    def valid(comment, version, key, channel, article, share):
        tests.append({"comment": comment, "token": landing_token(version, key, channel, article, share, SLOTS[key]),
                      "result": "valid", "version": version, "key": key, "channel": channel, "article": article,
                      "share": share})

    def invalid(comment, token, reason):
        tests.append({"comment": comment, "token": token, "result": "invalid", "reason": reason})

    valid("the page's first token", 1, 1, 3, 1234567, "9f3c2a7b10")
    valid("the page's second: every field at its least", 1, 0, 0, 0, "0000000000")
    valid("the page's third: every field at its most", 1, 7, 63, 2**29 - 1, "ffffffffff")
    valid("the page's fourth: version 2", 2, 1, 3, 1234567, "9f3c2a7b10ab")
    for version, digits in ((1, 10), (2, 12)):
        zeros, ones, share = "0" * digits, "f" * digits, "9f3c2a7b10ab"[:digits]
        if version == 2:
            valid("version 2, every field at its least", 2, 0, 0, 0, zeros)
            valid("version 2, every field at its most", 2, 7, 63, 2**29 - 1, ones)
        valid(f"version {version}, slot 4, which has another root", version, 4, 3, 1234567, share)
        valid(f"version {version}, channel 0, the copied link", version, 1, 0, 1234567, share)
        valid(f"version {version}, channel 1", version, 1, 1, 1234567, share)
        valid(f"version {version}, channel 10, the last of today's", version, 1, 10, 1234567, share)
        valid(f"version {version}, channel 32, only the highest bit", version, 1, 32, 1234567, share)
        valid(f"version {version}, channel 47", version, 1, 47, 1234567, share)
        valid(f"version {version}, channel 63", version, 1, 63, 1234567, share)
        valid(f"version {version}, article 0", version, 1, 3, 0, share)
        valid(f"version {version}, article 1", version, 1, 3, 1, share)
        valid(f"version {version}, article 2^24 - 1", version, 1, 3, 2**24 - 1, share)
        valid(f"version {version}, article 2^24", version, 1, 3, 2**24, share)
        valid(f"version {version}, article 2^28, only the highest bit", version, 1, 3, 2**28, share)
        valid(f"version {version}, article 2^29 - 1", version, 1, 3, 2**29 - 1, share)
        valid(f"version {version}, share id 0", version, 1, 3, 1234567, zeros)
        valid(f"version {version}, share id 1", version, 1, 3, 1234567, zeros[:-1] + "1")
        valid(f"version {version}, share id with the highest bit alone", version, 1, 3, 1234567, "8" + zeros[1:])
        valid(f"version {version}, share id of all ones", version, 1, 3, 1234567, ones)
        valid(f"version {version}, ends in -", version, 1, 3, 1234567, ending("-", version))
        valid(f"version {version}, ends in _", version, 1, 3, 1234567, ending("_", version))
        valid(f"version {version}, ends in -_", version, 1, 3, 1234567, ending("-_", version))

    one = landing_token(1, 1, 3, 1234567, "9f3c2a7b10")
    two = landing_token(2, 1, 3, 1234567, "9f3c2a7b10ab")

    # One letter is another one. The first letter changes in its last bit, so that version and slot stay.
    for token, version in ((one, 1), (two, 2)):
        for place, letter in enumerate(token):
            step = 1 << place % 6 if place else 1
            invalid(f"version {version}, letter {place + 1} is another", token[:place] + other_letter(letter, step)
                    + token[place + 1:], "code")
    for place in (1, 5, 15, 21):
        invalid(f"letter {place + 1} in the other case", one[:place] + one[place].swapcase() + one[place + 1:], "code")
    invalid("two letters of the share id change places", one[:9] + one[10] + one[9] + one[11:], "code")

    # Lengths.
    for length in (0, 1, 2, 4, 8, 16, 20, 22, 25, 26, 30, 32, 36, 40, 48, 56, 64):
        invalid(f"{length} letters", (one + two + one)[:length], "length")
    invalid("version 1 without its last letter", one[:-1], "length")
    invalid("version 2 without its last letter", two[:-1], "length")
    invalid("version 2 and a letter", two + "A", "length")
    invalid("version 1 twice", one + one, "length")
    invalid("padding after version 1", one + "=", "length")
    invalid("padding after version 2", two + "==", "length")
    invalid("a zero byte at the end", one + "\0", "length")
    invalid("a space at the end", one + " ", "length")
    invalid("a line end at the end", one + "\n", "length")
    invalid("CR LF at the end", one + "\r\n", "length")
    invalid("a slash before it", "/" + one, "length")
    invalid("one letter escaped", one.replace("A", "%41", 1), "length")
    invalid("a letter that is not ASCII added", one + "ă", "length")

    # Letters that are not of the alphabet, at lengths that are good.
    dashed = landing_token(1, 1, 3, 1234567, ending("-_", 1))
    dashed_two = landing_token(2, 1, 3, 1234567, ending("-_", 2))
    invalid("+ for -, as in plain base64", dashed.replace("-", "+"), "alphabet")
    invalid("/ for _, as in plain base64", dashed.replace("_", "/"), "alphabet")
    invalid("version 2, + for -, / for _", dashed_two.replace("-", "+").replace("_", "/"), "alphabet")
    invalid("= in place of the last letter", one[:-1] + "=", "alphabet")
    invalid("two = in place of the last letters", one[:-2] + "==", "alphabet")
    invalid("version 1 padded to 28 letters", one + "====", "alphabet")
    invalid("only padding", "=" * 24, "alphabet")
    invalid("a space inside", one[:12] + " " + one[13:], "alphabet")
    invalid("a space first", " " + one[1:], "alphabet")
    invalid("a space last", one[:-1] + " ", "alphabet")
    invalid("a TAB inside", one[:12] + "\t" + one[13:], "alphabet")
    invalid("a zero byte inside", one[:12] + "\0" + one[13:], "alphabet")
    invalid("a zero byte last", one[:-1] + "\0", "alphabet")
    invalid("LF last", one[:-1] + "\n", "alphabet")
    invalid("CR LF last", one[:-2] + "\r\n", "alphabet")
    invalid("version 1 spread over 28 letters by line ends", one[:12] + "\r\n" + one[12:] + "\r\n", "alphabet")
    invalid("three letters that are an escape", one[:4] + "%41" + one[7:], "alphabet")
    invalid("a dot inside", one[:12] + "." + one[13:], "alphabet")
    invalid("a tilde last", one[:-1] + "~", "alphabet")
    invalid("0x7F inside", one[:12] + "\x7f" + one[13:], "alphabet")
    for neighbour in "@[`{:/,^":
        invalid(f"{neighbour}, beside the alphabet", one[:12] + neighbour + one[13:], "alphabet")
    invalid("two full-width letters: 24 characters, 28 bytes", "\uff33" + one[1:11] + "\uff30" + one[12:], "alphabet")
    invalid("two characters of three bytes whose low bytes are letters: 24 characters, 28 bytes",
            one[:12] + "\u2041\u2042" + one[14:], "alphabet")

    # Version and slot, each with the right code.
    land = derived(ROOT, "land")

    def coded(head, key=land, before=b"\1", length=8):
        return text_of(head + mac(key, before + head)[:length])
    share, long_share = "9f3c2a7b10", "9f3c2a7b10ab"
    for version in (0, 3):
        invalid(f"version {version} in 24 letters, code right",
                coded(landing_head(version, 1, 3, 1234567, share)), "version")
        invalid(f"version {version} in 28 letters, code right",
                coded(landing_head(version, 1, 3, 1234567, long_share), length=10), "version")
    invalid("version 2 in 24 letters, code right", coded(landing_head(2, 1, 3, 1234567, share)), "version")
    invalid("version 1 in 28 letters, code right",
            coded(landing_head(1, 1, 3, 1234567, long_share), length=10), "version")
    invalid("24 times A", "A" * 24, "version")
    invalid("24 times _", "_" * 24, "version")
    for key in (2, 3, 5, 6):
        invalid(f"slot {key}, which holds no key, signed under the key of slot 1",
                coded(landing_head(1, key, 3, 1234567, share)), "key")
    invalid("version 2, slot 5, which holds no key, signed under a root of its own",
            coded(landing_head(2, 5, 3, 1234567, long_share), derived(ROOT_UNKNOWN, "land"), length=10), "key")

    # Codes of something else.
    for version, share in ((1, share), (2, long_share)):
        length = 10 if version == 2 else 8
        head = landing_head(version, 1, 3, 1234567, share)
        name = f"version {version}, "
        good = mac(land, b"\1" + head)

        def code(comment, value):
            invalid(name + comment, text_of(head + value[:length]), "code")
        code("code under the key of slot 4", mac(derived(ROOT_4, "land"), b"\1" + head))
        code("code under an unknown root", mac(derived(ROOT_UNKNOWN, "land"), b"\1" + head))
        code("code under the 43 letters of K_link", mac(link_key(ROOT).encode(), b"\1" + head))
        code("code under the 32 bytes behind K_link", mac(derived(ROOT, "link"), b"\1" + head))
        code("code under K_report", mac(derived(ROOT, "report"), b"\1" + head))
        code("code under K_land of another site", mac(derived(ROOT, "land", "news.example."), b"\1" + head))
        code("code under the root itself", mac(ROOT, b"\1" + head))
        code("code under K_land as hexadecimal text", mac(land.hex().encode(), b"\1" + head))
        code("code under an empty key", mac(b"", b"\1" + head))
        code("code without the byte before it", mac(land, head))
        code("code over the byte 00", mac(land, b"\0" + head))
        code("code over the byte 02", mac(land, b"\2" + head))
        code("code over the byte 03, that of report links", mac(land, b"\3" + head))
        code("code over the byte at the end", mac(land, head + b"\1"))
        code("code over the letter 1 instead of the byte 01", mac(land, b"1" + head))
        code("code over the head as text", mac(land, b"\1" + text_of(head).encode()))
        code("code over one byte too few", mac(land, b"\1" + head[:-1]))
        code("code over a zero byte too many", mac(land, b"\1" + head + b"\0"))
        code("the code's end instead of its beginning", good[-length:])
        code("the code backwards", good[:length][::-1])
        code("plain SHA-256 without a key", hashlib.sha256(b"\1" + head).digest())
        code("SHA-256 of key and message", hashlib.sha256(land + b"\1" + head).digest())
        code("HMAC-SHA1", hmac.new(land, b"\1" + head, hashlib.sha1).digest())
        code("HMAC-SHA512", hmac.new(land, b"\1" + head, hashlib.sha512).digest())
        code("a code of zero bytes", bytes(length))
        code("a code of 0xFF", b"\xff" * length)
    first, second = landing_head(1, 1, 3, 1234567, share[:10]), landing_head(2, 1, 3, 1234567, long_share)
    invalid("version 1 with the code of version 2",
            text_of(first + mac(land, b"\1" + second)[:8]), "code")
    invalid("version 2 with the code of version 1, and two bytes more of it",
            text_of(second + mac(land, b"\1" + first)[:10]), "code")
    invalid("version 2 whose code is right for 64 bits only",
            text_of(second + mac(land, b"\1" + second)[:8] + b"\0\0"), "code")
    invalid("the code of the next share id", text_of(landing_head(1, 1, 3, 1234567, "9f3c2a7b11")
            + mac(land, b"\1" + first)[:8]), "code")
    invalid("the code of the same share on another channel", text_of(landing_head(1, 1, 1, 1234567, "9f3c2a7b10")
            + mac(land, b"\1" + first)[:8]), "code")
    invalid("the code of the same share of another article", text_of(landing_head(1, 1, 3, 1234568, "9f3c2a7b10")
            + mac(land, b"\1" + first)[:8]), "code")
    invalid("the slot of another key with the same root, code of slot 1",
            text_of(landing_head(1, 7, 3, 1234567, "9f3c2a7b10") + mac(land, b"\1" + first)[:8]), "code")
    return tests


# --- press-links.json -------------------------------------------------------------------------------------------------

HOSTS = ["news.example", "www.news.example", "news.example:8443"]
U = "https://news.example/tin/lu-quet-4821.html"
T = "Lũ quét miền núi: Người dân được sơ tán"
QUOTES = "L'Été & “Tết”: 100% C++ #1"
I = "https://news.example/anh/1.jpg"
PARENT = landing_token(1, 1, 3, 1234567, "9f3c2a7b10")
PRESS_KEYS = {"1": ROOT, "4": ROOT_4}
ORDER = "utaidgnv"


def query(values, encode=rfc3986, k="1", c="facebook", s=None, signed=None, order=None, raw=None, before="", after="",
          without=""):
    """A press link's query.

    `signed`: the values to sign, where they differ from those sent; `s`: another signature; `raw`: values that stand
    in the query as given; `order`: the names in another order; `without`: names to leave out.
    """
    raw = raw or {}
    if s is None:
        s = sign(values if signed is None else signed, PRESS_KEYS.get(k, ROOT))
    fields = {"k": k, "c": c, **{name: encode(values[name]) for name in ORDER if name in values}, "s": s}
    fields.update(raw)
    names = order or [name for name in ("k", "c", *ORDER, "s") if name in fields]
    return before + "&".join(f"{name}={fields[name]}" for name in names if name not in without) + after


def address_of(length, rest=""):
    """An address of so many bytes."""
    start = "https://news.example/" + rest
    return start + "a" * (length - len(start.encode("utf-8")))


def press_tests():
    tests = []

    def valid(comment, values, channel="facebook", sender=None, **how):
        test = {"comment": comment, "query": query(values, **how), "result": "valid", "channel": channel,
                "values": {name: values[name] for name in SIGNED if values.get(name)},
                "signature": sign(values, PRESS_KEYS.get(how.get("k"), ROOT))}
        if sender:
            test["from"] = sender
        tests.append(test)

    def invalid(comment, reason, values, **how):
        tests.append({"comment": comment, "query": query(values, **how), "result": "invalid", "reason": reason})

    def refused(comment, reason, text):
        tests.append({"comment": comment, "query": text, "result": "invalid", "reason": reason})

    plain = {"u": U, "t": T}
    quotes = {"u": U, "t": QUOTES, "a": "4821", "i": I}

    # The page's vectors.
    valid("the page's first", plain)
    valid("the page's second", {**plain, "a": "4821"})
    valid("the page's third: only an address", {"u": U})
    valid("the page's fourth; ' as %27, as a browser sends it", quotes)

    # Spellings of the same values.
    valid("a space as +", plain, encode=form)
    valid("a space as %20, escapes in lower case", plain, encode=lower_case)
    valid("a space as +, escapes in lower case", plain, encode=lower_form)
    valid("escapes in either case, by turns", plain, encode=mixed_case)
    valid("' ( ) ! * raw, as encodeURIComponent leaves them", quotes, encode=javascript)
    valid("spaces as +, * raw, ~ escaped, as a form sends it", {"u": U, "t": "*~ Tin nóng ~*"}, encode=form)
    valid("* escaped, ~ raw", {"u": U, "t": "*~ Tin nóng ~*"})
    valid("as few escapes as can be", quotes, encode=least)
    valid("every byte escaped", quotes, encode=everything)
    valid("letters that are not ASCII stand raw in the query", plain, encode=raw_letters)
    valid("a space as + and as %20 in one value", {"u": U, "t": "a b c"}, raw={"t": "a+b%20c"})
    valid("a plus sign, which needs its escape, beside spaces as +", {"u": U, "t": "C++ và C"},
          raw={"t": "C%2B%2B+v%C3%A0+C"})
    valid("= raw in a value: a pair is split at its first =", {"u": U, "t": "a=b=c"}, raw={"t": "a=b=c"})
    valid("? and / raw in the address", {"u": U + "?p=1"}, raw={"u": U + "?p%3D1"})
    valid("a needless escape in the signature", plain, raw={"s": "%" + f"{ord(sign(plain)[0]):02X}" + sign(plain)[1:]})
    valid("every letter of the channel escaped", plain, raw={"c": everything("facebook")})
    valid("a slot as an escape", plain, k="%31")
    valid("a name escaped", {"u": U}, order=["k", "c", "%75", "s"], raw={"%75": rfc3986(U)})
    valid("a name escaped in lower-case digits", plain, order=["k", "c", "u", "t", "%73"],
          raw={"%73": sign(plain)})

    # Order of names, empty pairs, empty values.
    valid("the names in alphabetical order", quotes, order=["a", "c", "i", "k", "s", "t", "u"])
    valid("the names backwards", quotes, order=["u", "t", "s", "k", "i", "c", "a"])
    valid("the signature first", quotes, order=["s", "u", "i", "a", "t", "c", "k"])
    valid("an empty pair before", plain, before="&")
    valid("an empty pair after", plain, after="&")
    valid("empty pairs before, between and after", quotes, before="&&", after="&&&",
          order=["k", "c", "u", "t", "&a", "i", "s"],
          raw={"&a": "4821"})
    valid("a pair of = alone", plain, after="&=")
    valid("a pair with a value and no name", plain, after="&=x")
    valid("an empty a", plain, after="&a=")
    valid("an empty i", plain, after="&i=")
    valid("an empty t", {"u": U, "a": "4821"}, after="&t=")
    valid("every optional value empty", {"u": U}, after="&a=&i=&t=&from=")
    valid("an optional name without =", {"u": U, "t": T}, after="&a")
    valid("t without =, first in the query", {"u": U}, before="t&")

    # What others append.
    valid("fbclid appended", plain, after="&fbclid=IwAR0abc-_DEF")
    valid("_gl appended", plain, after="&_gl=1*1abc*_ga*MTIzNDU2")
    valid("utm_source and utm_medium appended", plain, after="&utm_source=facebook&utm_medium=social")
    valid("a bare x appended", plain, after="&x")
    valid("zarsrc before the others", plain, before="zarsrc=30&")
    valid("an unknown name twice", plain, after="&x=1&x=2")
    valid("an unknown name with brackets", plain, after="&utm[]=1&x%5B0%5D=2")
    valid("an unknown name that ends in a known one and brackets", plain, after="&xt[]=1")
    valid("an unknown name whose escape is broken", plain, after="&%ZZ=1")
    valid("an unknown name that is not UTF-8", plain, after="&%FF=1")
    valid("an unknown name whose value has a broken escape", plain, after="&x=%&y=%4&z=%G1")
    valid("an unknown name whose value is not UTF-8", plain, after="&x=%FF%C3")
    valid("an unknown name whose value holds control characters", plain, after="&x=%00%0D%0A")
    valid("names in upper case are unknown", plain, after="&U=https%3A%2F%2Fevil.example%2F&T=x&S=0")
    valid("a name with a space before a known one is unknown", plain, after="&+u=https%3A%2F%2Fevil.example%2F")
    valid("a known name and a zero byte is unknown", plain, after="&u%00=https%3A%2F%2Fevil.example%2F")
    valid("a known name and a closing bracket is unknown", plain, after="&t]=x")
    valid("a bracket before a known name: an unknown name", plain, after="&[u=x&[t]=x&%5Bs%5D=0")
    valid("a known name and a dot is unknown", plain, after="&t.x=x")
    valid("amp; before a name, as in a link whose & was escaped twice", plain, after="&amp;a=4821")

    # Characters.
    nfd = unicodedata.normalize("NFD", T)
    valid("the title decomposed (NFD): another signature than in NFC", {"u": U, "t": nfd})
    valid("the same in escapes of lower case", {"u": U, "t": nfd}, encode=lower_form)
    valid("all Vietnamese letters with marks, composed", {"u": U, "t": (
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")})
    valid("all Vietnamese letters with marks, upper case", {"u": U, "t": (
        "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ")}, encode=form)
    valid("half composed: a letter with its hat, and the tone by itself", {"u": U, "t": "Viê\u0323t Nam"})
    valid("an emoji", {"u": U, "t": "Bão số 3 \U0001f300"})
    valid("an emoji of several characters and joiners",
          {"u": U, "t": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1fb\U0001f1f3"})
    valid("four-byte letters", {"u": U, "t": "\U00020bb7野家 \U0001d54f"})
    valid("the highest character, U+10FFFF", {"u": U, "t": "\U0010ffff"})
    valid("U+FFFF, which is no character but is UTF-8", {"u": U, "t": "a\uffffb"})
    valid("U+FFFD as the value's own", {"u": U, "t": "a\ufffdb"})
    valid("a byte-order mark stays in the value", {"u": U, "t": "\ufeffTin"})
    valid("right to left, with marks of direction",
          {"u": U, "t": "\u202b\u0639\u0627\u062c\u0644\u202c: \u05d7\u05d3\u05e9\u05d5\u05ea"})
    valid("U+0080's neighbours: ~ and U+00A0", {"u": U, "t": "~\u00a0Tin"})
    valid("U+2028 and U+2029 are no control characters", {"u": U, "t": "a\u2028b\u2029c"})
    valid("a soft hyphen and a zero-width space", {"u": U, "t": "a\u00adb\u200bc"})
    valid("& + % # = ? / ; in a title", {"u": U, "t": "A&B+C%D#E=F?G/H;I"})
    valid("the same with every byte escaped", {"u": U, "t": "A&B+C%D#E=F?G/H;I"}, encode=everything)
    valid("; raw in a value parts nothing", {"u": U, "t": "A;a=1;B"}, raw={"t": "A;a=1;B"})
    valid("what looks like an escape: decode once only", {"u": U, "t": "100%25 %41 %0A"})
    valid("quotes of all kinds", {"u": U, "t": "\"a\" 'b' “c” ‘d’ «e» `f` \u300cg\u300d"})
    valid("markup", {"u": U, "t": "<script>alert(1)</script> &amp; {{t}} </title>"})
    valid("HTML entities that the template did not decode, but signed so", {"u": U, "t": "A &amp; B &#39;C&#39;"})
    valid("a backslash and a bar in a title", {"u": U, "t": "a\\n|b"})
    valid("white space at the ends and twice inside is part of the value", {"u": U, "t": " a  b "})
    valid("the same with +", {"u": U, "t": " a  b "}, encode=form)
    valid("a title of one space", {"u": U, "t": " "})
    valid("a title of 0", {"u": U, "t": "0", "a": "0"})
    valid("a title «press/1»", {"u": U, "t": "press/1"})
    valid("a title with what looks like another line", {"u": U, "t": "x u=https://evil.example/ t= a=1"})
    valid("a title that begins with its own name", {"u": U, "t": "t=u=a="})
    valid("a title that is a query", {"u": U, "t": "k=4&c=x&u=https://evil.example/&s=00"})
    valid("an id with letters, spaces and signs", {"u": U, "a": "tin/4821 bản-2:é", "t": T})
    valid("an id that is not ASCII", {"u": U, "a": "bài-4821"})
    valid("an image on another host", {"u": U, "i": "https://cdn.example.net/anh/l%C5%A9.jpg?w=1200&h=630"})
    valid("a, i and u, no title", {"u": U, "a": "4821", "i": I})

    # Keys and channels.
    valid("the key of slot 4", plain, k="4")
    valid("the key of slot 4, all four values", quotes, k="4", encode=form)
    for text, channel in (("FACEBOOK", "facebook"), ("fb", "facebook"), ("Twitter", "x"), ("X", "x"), ("zalo", "zalo"),
                          ("ZaLo", "zalo"), ("google", "gmail"), ("tin-nhan", "sms"), ("TIN-NHAN", "sms"),
                          ("mail", "email"), ("copy", "copy"), ("copy-link", "copy")):
        valid(f"channel {text}", plain, channel=channel, c=text)

    # The parent.
    valid("with a parent", plain, after="&from=" + PARENT, sender=PARENT)
    valid("with a parent, first in the query, its letters escaped", plain, before="from=" + everything(PARENT) + "&",
          sender=PARENT)
    long_parent = landing_token(2, 1, 3, 1234567, "9f3c2a7b10ab")
    valid("with a parent of version 2", plain, after="&from=" + long_parent, sender=long_parent)
    valid("with an empty parent", plain, after="&from=")
    broken = PARENT[:-1] + "A"
    valid("with a parent whose code is wrong: the press link is good all the same", plain, after="&from=" + broken,
          sender=broken)

    # Addresses.
    for comment, address in (
            ("a fragment in the address is signed with it", U + "#binh-luan"),
            ("a query in the address", "https://news.example/tin?id=4821&trang=2"),
            ("a query and a fragment", "https://news.example/tin?id=4821#a?b/c@d"),
            ("a port that is on the list", "https://news.example:8443/tin/4821"),
            ("a port that is on the list, host in upper case", "https://NEWS.Example:8443/tin/4821"),
            ("another host of the list", "https://www.news.example/tin/4821"),
            ("the host in upper case", "https://NEWS.EXAMPLE/tin/4821"),
            ("no path", "https://news.example"),
            ("a path of /", "https://news.example/"),
            ("a query at once after the host", "https://news.example?id=4821"),
            ("a fragment at once after the host", "https://news.example#4821"),
            ("@ in the path", "https://news.example/@toa-soan/4821"),
            ("@ and : in the query", "https://news.example/tin?a=b@evil.example:80"),
            ("another address in the path", "https://news.example/https://evil.example/"),
            ("two slashes in the path", "https://news.example//evil.example/"),
            ("dots in the path", "https://news.example/a/../b/./c"),
            ("escapes in the address: decode once only", "https://news.example/a%20b%0D%0Ac%5C%00"),
            ("letters that are not ASCII in the path", "https://news.example/tin/lũ-quét.html"),
            ("an emoji in the path", "https://news.example/\U0001f300"),
            ("+ in the address", "https://news.example/c++?q=a+b"),
            ("' \" < > in the address", "https://news.example/a'b\"c<d>e"),
            ("a zero-width space in the path, which is no white space", "https://news.example/a\u200bb"),
            ("2,048 bytes", address_of(2048)),
            ("2,048 bytes in 2,044 characters", address_of(2048, "ăăăă"))):
        valid(f"address: {comment}", {"u": address})
    valid("+ in the address, with spaces as +", {"u": "https://news.example/c++?q=a+b", "t": "C++ là gì"}, encode=form)

    # The longest query.
    def filled(length, values, **how):
        """The title that makes the query so long."""
        return values["t"] + "b" * (length - len(query(values, **how).encode("utf-8")))
    longest = filled(4096, quotes)
    valid("4,096 bytes, by the title", {**quotes, "t": longest})
    start = query(plain) + "&x="
    valid("4,096 bytes, by an unknown name", plain, after="&x=" + "y" * (4096 - len(start)))
    valid("4,096 bytes, by empty pairs", plain, after="&" * (4096 - len(query(plain))))
    emoji = "\U0001f300" * 300
    valid("four-byte letters up to 4,096 bytes", {"u": U, "t": filled(4096, {"u": U, "t": emoji})})
    raw_title = "ũ" * 1900
    valid("raw letters of two bytes up to 4,096 bytes",
          {"u": U, "t": filled(4096, {"u": U, "t": raw_title}, encode=raw_letters)}, encode=raw_letters)

    # Summary, hashtags, Mastodon instance, via.
    full = {**quotes, "d": "Mưa lớn: sạt lở ở 3 huyện, “chưa có thương vong”", "g": "lũquét,miềnnúi,SơnLa",
            "n": "mastodon.social", "v": "baotintuc"}
    valid("all eight values", full)
    valid("all eight values, as a form sends them", full, encode=form)
    valid("all eight values, every byte escaped, names backwards", full, encode=everything,
          order=["v", "u", "t", "s", "n", "k", "i", "g", "d", "c", "a"])
    valid("all eight values under the key of slot 4", full, k="4", encode=lower_case)
    for name in "dgnv":
        valid(f"{name} and the address only", {"u": U, name: full[name]})
        valid(f"{name} beside the four", {**quotes, name: full[name]}, encode=javascript)
        valid(f"an empty {name}", quotes, after=f"&{name}=")
        valid(f"{name} without =", quotes, before=f"{name}&")
    valid("d, g, n and v all empty", plain, before="d=&g=&", after="&n=&v=")
    valid("commas of hashtags raw", {**plain, "g": full["g"]}, encode=lambda value: rfc3986(value).replace("%2C", ","))
    valid("one hashtag of a number", {**plain, "g": "2026"})
    valid("a summary with a backslash, an entity and an emoji", {**plain, "d": "a\\b &nbsp; \U0001f300"})
    valid("v before u by its place in the query", {"u": U, "v": "a", "t": "b"}, order=["k", "c", "v", "t", "u", "s"])
    valid("values that look like lines of the others", {"u": U, "d": "g=1", "g": "i=2", "n": "t=3", "v": "press/1"})

    # A mark that combines with the letter before it, where that letter means something: bytes and scalars count,
    # not what a reader sees as one letter.
    valid("a combining mark raw, first in a value: after =", {"u": U, "t": "\u0301abc"}, encode=raw_letters)
    valid("a combining mark raw, after an escape", {"u": U, "t": "A\u0301bc"}, raw={"t": "%41\u0301bc"})
    valid("a combining mark raw, after +", {"u": U, "t": "a \u0301b"}, raw={"t": "a+\u0301b"})
    valid("a combining mark raw, after &: an unknown name", plain, after="&\u0301u=x")
    valid("a combining mark after a known name: an unknown one", plain, after="&u\u0301=x")
    valid("address: a combining mark first in the path", {"u": "https://news.example/\u0301a"})
    valid("address: a combining mark first in the query", {"u": "https://news.example?\u0301a"})
    valid("address: a combining mark first in the fragment", {"u": "https://news.example#\u0301a"})

    # ---- Must fail ----

    # Repeated.
    for name in ("u", "t", "a", "i", "d", "g", "n", "v"):
        invalid(f"{name} twice, equal", "repeated", full, after=f"&{name}={rfc3986(full[name])}")
    invalid("k twice, equal", "repeated", plain, after="&k=1")
    invalid("k twice, different", "repeated", plain, after="&k=4")
    invalid("c twice, equal", "repeated", plain, after="&c=facebook")
    invalid("c twice, different", "repeated", plain, after="&c=zalo")
    invalid("s twice, equal", "repeated", plain, after="&s=" + sign(plain))
    invalid("s twice, the second of zeros", "repeated", plain, after="&s=" + "0" * 32)
    invalid("s twice, the first of zeros", "repeated", plain, before="s=" + "0" * 32 + "&")
    valid("from twice: there is no parent, and the link is good", plain, after=f"&from={PARENT}&from={PARENT}")
    invalid("u twice, a foreign one second", "repeated", plain, after="&u=https%3A%2F%2Fevil.example%2F")
    invalid("u twice, a foreign one first", "repeated", plain, before="u=https%3A%2F%2Fevil.example%2F&")
    invalid("t twice, different", "repeated", plain, after="&t=x")
    invalid("t twice, once empty", "repeated", plain, after="&t=")
    invalid("t twice, once without =, first", "repeated", plain, before="t&")
    invalid("a twice, both empty", "repeated", plain, after="&a=&a=")
    invalid("u twice, once with its name escaped", "repeated", plain, after="&%75=" + rfc3986(U))

    # Brackets.
    for name in ("u", "t", "a", "i", "d", "g", "n", "v", "k", "c", "s"):
        invalid(f"{name}[] beside the others", "array", plain, after=f"&{name}[]=x")
    invalid("u[] with its brackets escaped", "array", plain, after="&u%5B%5D=x")
    invalid("t[] with its brackets escaped, in lower-case digits", "array", plain, before="t%5b%5d=x&")
    valid("from[] is no name of ours", plain, after="&from[]=x")
    valid("from[] with name and brackets escaped", plain, after="&%66rom%5B0%5D=x")
    invalid("t[0]", "array", plain, after="&t[0]=x")
    invalid("t[key]", "array", plain, after="&t[key]=x")
    invalid("t[ without an end", "array", plain, after="&t[=x")
    invalid("s[] without =", "array", plain, after="&s[]")
    invalid("u[] with the article's address", "array", plain, after="&u[]=" + rfc3986(U))

    invalid("a combining mark raw, after the bracket", "array", plain, after="&t[\u0301]=x")

    # Broken escapes. What is signed is the value with the broken escape as it stands.
    for comment, value in (("% alone", "%"), ("% at the end", "100%"), ("% and one digit at the end", "100%4"),
                           ("% and one digit inside", "a%4 b"), ("%G1", "a%G1"), ("%4G", "a%4Gb"), ("%%41", "%%41"),
                           ("%u0041", "%u0041"), ("%+4", "a%+4b"), ("%-4", "a%-4"), ("%0x41", "%0x41"),
                           ("% and a letter that is not ASCII", "%é")):
        invalid(f"broken escape: {comment}", "escape", {"u": U},
                raw={"t": value.replace(" ", "%20")}, order=["k", "c", "u", "t", "s"],
                signed={"u": U, "t": value.replace("+", " ").replace("%41", "A")})
    invalid("broken escape: full-width digits", "escape", {"u": U}, raw={"t": "%\uff14\uff11"},
            signed={"u": U, "t": "%\uff14\uff11"}, order=["k", "c", "u", "t", "s"])
    invalid("broken escape: % and a space", "escape", {"u": U}, raw={"t": "% 41"}, signed={"u": U, "t": "% 41"},
            order=["k", "c", "u", "t", "s"])
    for name in ("a", "i", "d", "g", "n", "v"):
        invalid(f"broken escape in {name}", "escape", {"u": U}, raw={name: "x%zz"}, signed={"u": U, name: "x%zz"},
                order=["k", "c", "u", name, "s"])
    invalid("broken escape in u", "escape", plain, raw={"u": rfc3986(U) + "%"}, signed={**plain, "u": U + "%"})
    invalid("broken escape in c", "escape", plain, c="facebook%")
    valid("broken escape in from: there is no parent", plain, after="&from=" + PARENT + "%2")

    # Not UTF-8. What is signed are the bytes as they are.
    for comment, value in (
            ("a continuation byte alone, 80", b"a\x80b"), ("a continuation byte alone, BF", b"\xbf"),
            ("overlong zero, C0 80", b"\xc0\x80"), ("overlong /, C0 AF", b"a\xc0\xafb"),
            ("overlong, C1 BF", b"\xc1\xbf"),
            ("overlong /, E0 80 AF", b"\xe0\x80\xaf"), ("overlong /, F0 80 80 AF", b"\xf0\x80\x80\xaf"),
            ("overlong U+07FF, E0 9F BF", b"\xe0\x9f\xbf"), ("overlong U+FFFF, F0 8F BF BF", b"\xf0\x8f\xbf\xbf"),
            ("cut at the end after C3", b"a\xc3"), ("cut at the end after E1 BB", b"Vi\xe1\xbb"),
            ("cut at the end after F0 9F 8C", b"\xf0\x9f\x8c"), ("cut inside: C3 and (", b"\xc3("),
            ("cut inside: E1 BB and a letter", b"Vi\xe1\xbbt"), ("cut inside: F0 9F 8C and a letter", b"\xf0\x9f\x8ca"),
            ("a continuation byte too many", b"\xc3\xa9\xa9"),
            ("a high surrogate, ED A0 80", b"\xed\xa0\x80"), ("a low surrogate, ED BF BF", b"\xed\xbf\xbf"),
            ("a pair of surrogates (CESU-8)", b"\xed\xa0\xbc\xed\xbc\x80"),
            ("above U+10FFFF, F4 90 80 80", b"\xf4\x90\x80\x80"), ("F5", b"\xf5\x80\x80\x80"),
            ("five bytes, F8", b"\xf8\x88\x80\x80\x80"), ("FE", b"\xfe"), ("FF", b"a\xffb"),
            ("Latin-1", "L'Été".encode("latin-1")), ("windows-1258", "Tết".encode("utf-8")[:1] + "ê".encode("cp1258"))):
        invalid(f"not UTF-8: {comment}", "utf8", {"u": U}, raw={"t": "".join(f"%{byte:02X}" for byte in value)},
                signed={"u": U, "t": value}, order=["k", "c", "u", "t", "s"])
    for name in ("a", "i", "d", "g", "n", "v"):
        invalid(f"not UTF-8 in {name}", "utf8", {"u": U}, raw={name: "x%FF"}, signed={"u": U, name: b"x\xff"},
                order=["k", "c", "u", name, "s"])
    invalid("not UTF-8 in the path of u", "utf8", plain, raw={"u": rfc3986(U) + "%E9"},
            signed={**plain, "u": U.encode() + b"\xe9"})
    invalid("not UTF-8 in c", "utf8", plain, c="facebook%FF")
    valid("not UTF-8 in from: there is no parent", plain, after="&from=" + PARENT + "%80")
    invalid("not UTF-8, signed with U+FFFD in its place", "utf8", {"u": U}, raw={"t": "a%FFb"},
            signed={"u": U, "t": "a\ufffdb"}, order=["k", "c", "u", "t", "s"])
    invalid("not UTF-8, signed with the byte left out", "utf8", {"u": U}, raw={"t": "a%FFb"},
            signed={"u": U, "t": "ab"}, order=["k", "c", "u", "t", "s"])

    # Control characters.
    for code in (0x00, 0x01, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F):
        invalid(f"control character U+{code:04X} in t", "control", {"u": U, "t": f"a{chr(code)}b"})
    invalid("CR LF in t", "control", {"u": U, "t": "a\r\nSet-Cookie: b"})
    invalid("control character first in t", "control", {"u": U, "t": "\tTin"})
    invalid("a line end last in t", "control", {"u": U, "t": T + "\n"})
    invalid("a line end raw in t", "control", {"u": U}, raw={"t": "a\nb"}, signed={"u": U, "t": "a\nb"},
            order=["k", "c", "u", "t", "s"])
    invalid("a zero byte raw in t", "control", {"u": U}, raw={"t": "a\0b"}, signed={"u": U, "t": "a\0b"},
            order=["k", "c", "u", "t", "s"])
    invalid("U+0085 raw in t", "control", {"u": U}, raw={"t": "a\u0085b"}, signed={"u": U, "t": "a\u0085b"},
            order=["k", "c", "u", "t", "s"])
    for name in ("a", "i", "d", "g", "n", "v"):
        invalid(f"a line end in {name}", "control", {"u": U, name: "a\nb"})
        invalid(f"a zero byte in {name}", "control", {"u": U, name: "a\0b"})
        invalid(f"U+009F in {name}", "control", {"u": U, name: "a\u009fb"})
    invalid("CR LF in the path of u", "control", {"u": U + "\r\nX: y"})
    invalid("TAB in u's scheme", "control", {"u": "ht\ttps://news.example/"})
    invalid("TAB before u", "control", {"u": "\t" + U})
    invalid("a line end after u", "control", {"u": U + "\n"})
    invalid("a zero byte in u's path", "control", {"u": "https://news.example/\0.evil.example/"})
    invalid("a zero byte in u's host", "control", {"u": "https://evil.example\0.news.example/"})
    invalid("0x7F in u", "control", {"u": U + "\x7f"})
    invalid("U+0085 in u", "control", {"u": U + "\u0085"})
    invalid("a line end in c", "control", plain, c="facebook%0A")
    invalid("a zero byte in c", "control", plain, c="facebook%00")
    valid("a line end in from: there is no parent", plain, after="&from=" + PARENT + "%0D%0A")
    # Lines smuggled into a value: the message is the same as that of other values, and so is the signature.
    smuggled = {"t": "x", "u": U}
    invalid("the line of u inside t, the message being that of t and another u", "control",
            {"t": "x\nu=https://evil.example/", "u": U})
    invalid("a in one value with t's line, signed for the two", "control", {"a": "4821\nt=x", "u": U},
            signed={**smuggled, "a": "4821"})
    invalid("a with the lines of d, g, i, n and t", "control",
            {"a": "1\nd=2\ng=3\ni=4\nn=5\nt=6", "u": U},
            signed={"a": "1", "d": "2", "g": "3", "i": "4", "n": "5", "t": "6", "u": U})
    invalid("u with v's line, signed for the two", "control", {"u": U + "\nv=x"}, signed={"u": U, "v": "x"})
    invalid("d with the line of t", "control", {"d": "x\nt=y", "u": U}, signed={"d": "x", "t": "y", "u": U})
    invalid("t with a second line of its own", "control", {"t": "x\nt=y", "u": U})

    # Missing.
    for name in "ucks":
        invalid(f"no {name}", "missing", plain, without=name, signed={"t": T} if name == "u" else None)
        invalid(f"{name} empty", "missing", plain, raw={name: ""}, signed={"t": T} if name == "u" else None)
        invalid(f"{name} without =", "missing", plain, without=name, after=f"&{name}",
                signed={"t": T} if name == "u" else None)
    refused("nothing at all", "missing", "")
    refused("only &", "missing", "&&&")
    refused("only names", "missing", "k&c&u&s")
    refused("? before the first name", "missing", "?" + query(plain))
    refused("& written as &amp;", "missing", query(plain).replace("&", "&amp;"))
    refused("names parted by ;", "missing", "x=1;" + query(plain).replace("&", ";"))
    invalid("U instead of u", "missing", plain, order=["k", "c", "U", "t", "s"], raw={"U": rfc3986(U)}, signed={"t": T})
    invalid("S instead of s", "missing", plain, order=["k", "c", "u", "t", "S"], raw={"S": sign(plain)})
    invalid("a space after the name k", "missing", plain, order=["k+", "c", "u", "t", "s"], raw={"k+": "1"})
    invalid("u's = as an escape", "missing", plain, order=["k", "c", "t", "s"], signed={"t": T},
            after="&u%3D" + rfc3986(U))
    invalid("u's & as an escape", "missing", plain, order=["k", "c", "t"],
            after="&x=1%26u=" + rfc3986(U) + "&s=" + sign({"t": T}))

    # The signature's form.
    good = sign(plain)
    for comment, value in (
            ("upper case", sign({**plain, "a": "4821"}).upper()), ("the first letter in upper case", None),
            ("31 digits", good[:31]), ("33 digits", good + "0"), ("1 digit", good[:1]), ("30 digits", good[:30]),
            ("64 digits, the whole code", mac(link_key(ROOT).encode(), press_message(plain)).hex()),
            ("the code as base64url", text_of(bytes.fromhex(good))),
            ("32 letters of base64url", text_of(mac(link_key(ROOT).encode(), press_message(plain))[:24])),
            ("0x before it", "0x" + good), ("0x in place of two digits", "0x" + good[2:]),
            ("g for the last digit", good[:31] + "g"), ("a space after it", good + "+"),
            ("a space before it", "+" + good),
            ("a space in place of the last digit", good[:31] + "+"),
            ("a - in place of the first digit", "-" + good[1:]),
            ("a full-width digit, 32 characters", good[:31] + "%EF%BC%90"),
            ("a full-width digit, 32 bytes", good[:29] + "%EF%BC%90"),
            ("digits of Arabic, 32 bytes", "%D9%A0" * 16), ("a quote after it", good + "%22"),
            ("; and more after it", good + ";x=1"), ("# and more after it", good + "%23x"),
            ("a colon between bytes", ":".join(good[n:n + 2] for n in range(0, 32, 2)))):
        if value is None:
            place = next(n for n, digit in enumerate(good) if digit.isalpha())
            value = good[:place] + good[place].upper() + good[place + 1:]
        invalid(f"signature: {comment}", "signature-form", {**plain, "a": "4821"} if comment == "upper case" else plain,
                s=value)

    invalid("signature: a combining mark on the last digit", "signature-form", plain, s=good + "%CC%81")

    # The slot.
    for comment, value in (("8", "8"), ("9", "9"), ("3, which holds no key", "3"), ("0, which holds no key", "0"),
                           ("7, which holds no key", "7"), ("01", "01"), ("10", "10"), ("11", "11"),
                           ("1 and a space", "1+"),
                           ("a space and 1", "+1"), ("+1", "%2B1"), ("-1", "-1"), ("1.0", "1.0"),
                           ("0x1", "0x1"), ("1e0", "1e0"),
                           ("257, which is 1 in eight bits", "257"),
                           ("4294967297, which is 1 in 32 bits", "4294967297"),
                           ("a", "a"), ("one", "one"), ("1,4", "1,4"), ("a full-width 1", "%EF%BC%91"),
                           ("an Arabic 1", "%D9%A1"), ("superscript 1", "%C2%B9"),
                           ("a combining mark on it", "1%CC%81")):
        invalid(f"slot: {comment}", "key", plain, k=value)

    # Too long.
    invalid("4,097 bytes, by the title", "too-long", {**quotes, "t": longest + "b"})
    invalid("4,097 bytes, by an unknown name", "too-long", plain, after="&x=" + "y" * (4097 - len(start)))
    invalid("4,097 bytes, by an empty pair", "too-long", plain, after="&" * (4097 - len(query(plain))))
    invalid("4,097 bytes in fewer characters", "too-long",
            {"u": U, "t": filled(4097, {"u": U, "t": raw_title}, encode=raw_letters)}, encode=raw_letters)
    invalid("8,192 bytes", "too-long", {"u": U, "t": filled(8192, {"u": U, "t": "b"})})
    invalid("short in characters, too long by escapes", "too-long", {"u": U, "t": T * 40}, encode=everything)

    # Signatures of something else.
    def other(comment, values, **how):
        invalid(f"signature: {comment}", "signature", values, **how)
    message = press_message(quotes)
    key = link_key(ROOT).encode()

    def code(comment, value):
        other(comment, quotes, s=value[:16].hex())
    code("under the 32 bytes behind the 43 letters", mac(derived(ROOT, "link"), message))
    code("under the 43 letters and a line end", mac(key + b"\n", message))
    code("under the 43 letters and CR LF", mac(key + b"\r\n", message))
    code("under the 43 letters and a space", mac(key + b" ", message))
    code("under a space and the 43 letters", mac(b" " + key, message))
    code("under the 43 letters and =", mac(key + b"=", message))
    code("under the 43 letters in quotes", mac(b'"' + key + b'"', message))
    code("under the letters of plain base64", mac(base64.b64encode(derived(ROOT, "link")).rstrip(b"="), message))
    code("under K_link in hexadecimal", mac(derived(ROOT, "link").hex().encode(), message))
    code("under the 43 letters in lower case", mac(key.lower(), message))
    code("under 42 of the 43 letters", mac(key[:42], message))
    code("under K_land", mac(derived(ROOT, "land"), message))
    code("under K_land as 43 letters", mac(text_of(derived(ROOT, "land")).encode(), message))
    code("under K_report as 43 letters", mac(text_of(derived(ROOT, "report")).encode(), message))
    code("under the root", mac(ROOT, message))
    code("under the key of another site", mac(link_key(ROOT, "www.news.example").encode(), message))
    code("under an unknown root", mac(link_key(ROOT_UNKNOWN).encode(), message))
    code("under an empty key", mac(b"", message))
    code("key and message changed places", mac(message, key))
    code("plain SHA-256", hashlib.sha256(message).digest())
    code("SHA-256 of key and message", hashlib.sha256(key + message).digest())
    code("HMAC-SHA1", hmac.new(key, message, hashlib.sha1).digest())
    code("HMAC-SHA512", hmac.new(key, message, hashlib.sha512).digest())
    code("HMAC-MD5", hmac.new(key, message, hashlib.md5).digest())
    code("the last 16 bytes of the code", mac(key, message)[16:])
    code("zeros", bytes(16))
    code("the last line without its end", mac(key, message[:-1]))
    code("lines that end in CR LF", mac(key, message.replace(b"\n", b"\r\n")))
    code("one line end too many", mac(key, message + b"\n"))
    code("without the line press/1", mac(key, message[8:]))
    code("press/2", mac(key, message.replace(b"press/1", b"press/2")))
    code("Press/1", mac(key, message.replace(b"press/1", b"Press/1")))
    code("lines in the order u, t, a, i", mac(key, b"press/1\n" + b"".join(
        f"{name}={quotes[name]}\n".encode() for name in "utai")))
    code("lines in the order u, t, i, a", mac(key, b"press/1\n" + b"".join(
        f"{name}={quotes[name]}\n".encode() for name in "utia")))
    code("names and values parted by a colon", mac(key, b"press/1\n" + b"".join(
        f"{name}: {quotes[name]}\n".encode() for name in "aitu")))
    code("values without names", mac(key, b"press/1\n" + b"".join(f"{quotes[name]}\n".encode() for name in "aitu")))
    code("values escaped", mac(key, press_message({name: rfc3986(value) for name, value in quotes.items()})))
    code("values escaped as a form", mac(key, press_message({name: form(value) for name, value in quotes.items()})))
    code("the query itself", mac(key, query(quotes, without="s").encode()))
    code("lines joined by &", mac(key, message.replace(b"\n", b"&")))
    code("c signed too", mac(key, message.replace(b"i=", b"c=facebook\ni=", 1)))
    code("k signed too", mac(key, message.replace(b"\nt=", b"\nk=1\nt=", 1)))
    code("a byte-order mark first", mac(key, b"\xef\xbb\xbf" + message))
    code("in UTF-16", mac(key, message.decode().encode("utf-16-le")))
    code("in Latin-1 where it can be", mac(key, message.decode().encode("cp1252", "replace")))
    other("empty values as lines", {"u": U}, s=mac(key, f"press/1\na=\ni=\nt=\nu={U}\n".encode())[:16].hex())
    other("without the title, which is there", quotes, signed={name: quotes[name] for name in "aiu"})
    other("without the id, which is there", quotes, signed={name: quotes[name] for name in "itu"})
    other("without the image, which is there", quotes, signed={name: quotes[name] for name in "atu"})
    other("of the address only", quotes, signed={"u": U})
    other("without the address", quotes, signed={name: quotes[name] for name in "ait"})
    other("with a title, which is not there", {"u": U}, signed=plain)
    other("with an id, which is empty", plain, signed={**plain, "a": "4821"}, after="&a=")
    other("of the four, where d, g, n and v are there too", full, signed=quotes)
    other("of all eight, where d is not there",
          {name: value for name, value in full.items() if name != "d"}, signed=full)
    other("of all eight in the order a, i, t, u, d, g, n, v", full, s=mac(key, b"press/1\n" + b"".join(
        f"{name}={full[name]}\n".encode() for name in "aitudgnv"))[:16].hex())
    other("parent signed too", plain, after="&from=" + PARENT,
          s=mac(key, f"press/1\nfrom={PARENT}\nt={T}\nu={U}\n".encode())[:16].hex())
    for before, after in ((T, nfd), (nfd, T)):
        other(f"of the title in {'NFC' if before is T else 'NFD'}, sent in {'NFD' if before is T else 'NFC'}",
              {"u": U, "t": after}, signed={"u": U, "t": before})
    other("of &amp;, & sent", {"u": U, "t": "A & B"}, signed={"u": U, "t": "A &amp; B"})
    other("of &, &amp; sent", {"u": U, "t": "A &amp; B"}, signed={"u": U, "t": "A & B"})
    other("of &amp; in the address, & sent", {"u": U + "?a=1&b=2"}, signed={"u": U + "?a=1&amp;b=2"})
    other("of &#39;, ' sent", {"u": U, "t": "L'Été"}, signed={"u": U, "t": "L&#39;Été"})
    other("of “ ”, straight quotes sent", {"u": U, "t": 'Tin "nóng"'}, signed={"u": U, "t": "Tin “nóng”"})
    other("of a space, U+00A0 sent", {"u": U, "t": "Tin\u00a0nóng"}, signed={"u": U, "t": "Tin nóng"})
    other("of the title trimmed", {"u": U, "t": T + " "}, signed=plain)
    other("of the title with one space for two", {"u": U, "t": "a  b"}, signed={"u": U, "t": "a b"})
    other("of a plus sign, sent without its escape", {"u": U}, raw={"t": "C++"}, signed={"u": U, "t": "C++"},
          order=["k", "c", "u", "t", "s"])
    other("of the title decoded twice", {"u": U, "t": "100%25"}, signed={"u": U, "t": "100%"})
    other("of the address without its fragment", {"u": U + "#a"}, signed={"u": U})
    other("of the address with its host in lower case", {"u": U.replace("news", "NEWS")}, signed={"u": U})
    other("of the address with a / at its end", {"u": "https://news.example"}, signed={"u": "https://news.example/"})
    other("of the title without its byte-order mark", {"u": U, "t": "\ufeffTin"}, signed={"u": U, "t": "Tin"})
    other("of the title after NFKC", {"u": U, "t": "\ufb01lm"}, signed={"u": U, "t": "film"})
    refused("signature: a name lost behind &amp;", "signature", query(plain).replace("&t=", "&amp;t="))
    refused("signature: a title cut at a raw &", "signature",
            query({"u": U, "t": "A&B"}).replace("A%26B", "A&B"))
    refused("signature: ; for &, so that the title belongs to the address", "signature",
            query({"u": U, "t": "Tin"}).replace("&t=", ";t="))
    other("the key of slot 4, slot 1 named", plain, s=sign(plain, ROOT_4))
    other("the key of slot 1, slot 4 named", plain, k="4", s=sign(plain))
    for name in SIGNED:
        value = full[name]
        other(f"one letter of {name} changed",
              {**full, name: value[:-1] + ("x" if value[-1] != "x" else "y")}, signed=full)
        if name != "a":
            place = max(n for n, letter in enumerate(value) if letter.isalpha())
            other(f"one letter of {name} in the other case",
                  {**full, name: value[:place] + value[place].swapcase() + value[place + 1:]}, signed=full)
        other(f"a letter more in {name}", {**full, name: value + "1"}, signed=full)
        other(f"a letter less in {name}", {**full, name: value[:-1]}, signed=full)
    for first, second in ("at", "ti", "dt", "gv", "dv", "ai", "nv"):
        other(f"the values of {first} and {second} change places", {**full, first: full[second], second: full[first]},
              signed=full)
    other("a letter moved from the end of d to the beginning of t",
          {**full, "d": full["d"][:-1], "t": full["d"][-1] + full["t"]}, signed=full)
    other("the title in the place of the summary", {"u": U, "d": T}, signed=plain)
    other("the id in the place of the title", {"u": U, "t": "4821"}, signed={"u": U, "a": "4821"})
    for place in (0, 15, 16, 31):
        digit = good[place]
        other(f"digit {place + 1} is another", plain,
              s=good[:place] + "0123456789abcdef"["0123456789abcdef".index(digit) ^ 1] + good[place + 1:])
    other("that of another article", {"u": U.replace("4821", "4822"), "t": T}, signed=plain)

    # Addresses, each signed as it is.
    idn = "n\u0435ws.example"
    for comment, address in (
            ("another host", "https://evil.example/"),
            ("http", "http://news.example/tin/4821"),
            ("HTTPS in upper case", "HTTPS://news.example/tin/4821"),
            ("Https", "Https://news.example/tin/4821"),
            ("no scheme, two slashes", "//news.example/tin/4821"),
            ("no scheme, a foreign host", "//evil.example/"),
            ("a path only", "/tin/4821"),
            ("a host only", "news.example/tin/4821"),
            ("one slash", "https:/news.example/tin/4821"),
            ("no slash", "https:news.example/tin/4821"),
            ("three slashes, an empty host", "https:///news.example/tin/4821"),
            ("an empty host", "https://"),
            ("an empty host and a query", "https://?news.example"),
            ("an empty host and a fragment", "https://#news.example/"),
            ("an empty host and a port", "https://:8443/"),
            ("javascript:", "javascript:alert(1)//news.example/"),
            ("data:", "data:text/html,<script>alert(1)</script>"),
            ("ftp", "ftp://news.example/"),
            ("view-source: before it", "view-source:https://news.example/"),
            ("quotes around it", '"https://news.example/"'),
            ("/\\evil", "/\\evil.example"),
            ("backslashes for slashes", "https:\\\\news.example/tin"),
            ("a backslash for the second slash", "https:/\\news.example/tin"),
            ("a backslash after the host", "https://news.example\\@evil.example/"),
            ("a backslash ends the host for browsers", "https://evil.example\\.news.example/"),
            ("a backslash in the path", "https://news.example/a\\b"),
            ("user data before the host", "https://user@news.example/"),
            ("user and password before the host", "https://user:pass@news.example/"),
            ("@ at once before the host", "https://@news.example/"),
            ("a good host as user data", "https://news.example@evil.example/"),
            ("a good host and port as user data", "https://news.example:8443@evil.example/"),
            ("two @", "https://evil.example@evil.example@news.example/"),
            ("@ as an escape", "https://news.example%40evil.example/"),
            ("a foreign host, the good one in its fragment", "https://evil.example#@news.example/"),
            ("a foreign host, the good one in its query", "https://evil.example?.news.example/"),
            ("a foreign host, the good one in its path", "https://evil.example/news.example/"),
            ("a good host as part of a foreign one", "https://news.example.evil.example/"),
            ("a foreign host that ends like the good one", "https://evilnews.example/"),
            ("a subdomain that is not on the list", "https://m.news.example/"),
            ("the domain above", "https://example/"),
            ("a dot at the end of the host", "https://news.example./"),
            ("a dot at the end of the host, with a port", "https://news.example.:8443/"),
            ("two dots at the end of the host", "https://news.example../"),
            ("a dot before the host", "https://.news.example/"),
            ("two dots inside the host", "https://news..example/"),
            ("a port that is not on the list", "https://news.example:8444/"),
            ("the usual port, which is not on the list either", "https://news.example:443/"),
            ("a port on another host", "https://www.news.example:8443/"),
            ("an empty port", "https://news.example:/"),
            ("port 0", "https://news.example:0/"),
            ("a port with a zero before it", "https://news.example:08443/"),
            ("a port with a sign", "https://news.example:+8443/"),
            ("a port that is 8443 in 16 bits", "https://news.example:73979/"),
            ("two ports", "https://news.example:8443:8443/"),
            ("a port in full-width digits", "https://news.example:\uff18\uff14\uff14\uff13/"),
            ("a port with letters", "https://news.example:8443a/"),
            ("; after the host", "https://news.example;.evil.example/"),
            ("a comma after the host", "https://news.example,evil.example/"),
            ("a wildcard", "https://*.news.example/"),
            ("a loopback address", "https://127.0.0.1/"),
            ("IPv6", "https://[::1]/"),
            ("IPv6 with the good host as its zone", "https://[::1%25news.example]/"),
            ("the host in brackets", "https://[news.example]/"),
            ("an escape in the host", "https://news%2Eexample/"),
            ("an escaped slash after the host", "https://news.example%2F/"),
            ("an escaped zero byte in the host", "https://evil.example%00.news.example/"),
            ("a look-alike: Cyrillic e", f"https://{idn}/"),
            ("the same in punycode", "https://" + idn.encode("idna").decode() + "/"),
            ("full-width letters", "https://\uff4e\uff45\uff57\uff53.example/"),
            ("a full-width dot, U+FF0E", "https://news\uff0eexample/"),
            ("an ideographic dot, U+3002", "https://news\u3002example/"),
            ("a half-width dot, U+FF61", "https://news\uff61example/"),
            ("a full-width slash after the host", "https://news.example\uff0f.evil.example/"),
            ("a soft hyphen in the host", "https://ne\u00adws.example/"),
            ("a zero-width joiner in the host", "https://news\u200d.example/"),
            ("a combining mark in the host", "https://news.e\u0301xample/"),
            ("a long s in the host", "https://new\u017f.example/"),
            ("a combining mark on the host's end", "https://news.example\u0301/"),
            ("a combining mark on the second slash", "https://\u0301news.example/"),
            ("a combining mark on @", "https://evil.example@\u0301news.example/"),
            ("a combining mark on a backslash in the path", "https://news.example/a\\\u0301b"),
            ("a combining mark on a space in the path", "https://news.example/a \u0301b"),
            ("a byte-order mark first", "\ufeffhttps://news.example/"),
            ("a space first", " https://news.example/"),
            ("a space last", "https://news.example/ "),
            ("a space in the path", "https://news.example/a b"),
            ("a space after the host", "https://news.example /"),
            ("a space after the colon", "https:// news.example/"),
            ("U+00A0 in the path", "https://news.example/a\u00a0b"),
            ("U+1680 in the path", "https://news.example/a\u1680b"),
            ("U+2003 in the path", "https://news.example/a\u2003b"),
            ("U+2028 in the path", "https://news.example/a\u2028b"),
            ("U+2029 in the query", "https://news.example/?a\u2029b"),
            ("U+202F in the path", "https://news.example/a\u202fb"),
            ("U+205F in the path", "https://news.example/a\u205fb"),
            ("U+3000 in the path", "https://news.example/a\u3000b"),
            ("U+3000 first", "\u3000https://news.example/"),
            ("2,049 bytes", address_of(2049)),
            ("2,049 bytes in 2,045 characters", address_of(2049, "ăăăă"))):
        invalid(f"address: {comment}", "address", {"u": address})
    invalid("address: a foreign host with everything else good", "address",
            {**full, "u": "https://evil.example/tin/4821"})
    return tests


# --- report-links.json ------------------------------------------------------------------------------------------------

def report_tests():
    tests = []

    def valid(comment, key, kind, scope, expiry, serial):
        tests.append({"comment": comment, "link": report_link(key, kind, scope, expiry, serial, SLOTS[key]),
                      "result": "valid", "key": key, "scopeKind": kind, "scope": scope, "expiry": expiry,
                      "serial": serial})

    def invalid(comment, link, reason):
        tests.append({"comment": comment, "link": link, "result": "invalid", "reason": reason})

    end = 1798761600
    valid("the page's vector", 1, 2, 42, end, 7)
    valid("every field at its least", 0, 0, 0, 0, 0)
    valid("every field at its most", 7, 7, 2**32 - 1, 2**32 - 1, 2**24 - 1)
    valid("slot 4, which has another root", 4, 2, 42, end, 7)
    for kind in (0, 1, 3, 4, 7):
        valid(f"kind of scope {kind}", 1, kind, 42, end, 7)
    for number in (0, 1, 2**31 - 1, 2**31, 2**32 - 1):
        valid(f"scope {number}", 1, 2, number, end, 7)
        valid(f"expiry {number}: verifying says nothing of it", 1, 2, 42, number, 7)
    for number in (0, 1, 255, 256, 2**16, 2**23, 2**24 - 1):
        valid(f"serial {number}", 1, 2, 42, end, number)
    for last in "-_":
        serial = next(n for n in range(2**24) if report_link(1, 2, 42, end, n).endswith(last))
        valid(f"ends in {last}", 1, 2, 42, end, serial)

    good = report_link(1, 2, 42, end, 7)
    head = report_head(1, 2, 42, end, 7)
    key = derived(ROOT, "report")
    for place, letter in enumerate(good):
        step = 1 << place % 6 if place else 1
        invalid(f"letter {place + 1} is another", good[:place] + other_letter(letter, step) + good[place + 1:], "code")
    invalid("a letter in the other case", good[:-1] + good[-1].swapcase(), "code")
    for length in (0, 1, 24, 28, 36, 38, 39, 41, 42, 44, 64, 80):
        invalid(f"{length} letters", (good + good)[:length], "length")
    invalid("padding at the end", good + "=", "length")
    invalid("a line end at the end", good + "\n", "length")
    invalid("a zero byte at the end", good + "\0", "length")
    invalid("a slash before it", "/" + good, "length")
    invalid("one letter escaped", good.replace("A", "%41", 1), "length")
    invalid("a letter that is not ASCII added", good + "ă", "length")
    invalid("= in place of the last letter", good[:-1] + "=", "alphabet")
    invalid("/ for _, as in plain base64", good.replace("_", "/"), "alphabet")
    dashed = next(link for link in (report_link(1, 2, 42, end, n) for n in range(2**24)) if link.endswith("-"))
    invalid("+ for -, as in plain base64", dashed.replace("-", "+"), "alphabet")
    invalid("a space inside", good[:20] + " " + good[21:], "alphabet")
    invalid("a zero byte inside", good[:20] + "\0" + good[21:], "alphabet")
    invalid("CR LF last", good[:-2] + "\r\n", "alphabet")
    invalid("a dot inside", good[:20] + "." + good[21:], "alphabet")
    invalid("three letters that are an escape", good[:4] + "%41" + good[7:], "alphabet")

    def coded(head, before=b"\3", under=key):
        return text_of(head + mac(under, before + head)[:18])
    for version in (0, 2, 3):
        invalid(f"version {version}, code right", coded(report_head(1, 2, 42, end, 7, version)), "version")
    for slot in (2, 3, 5, 6):
        invalid(f"slot {slot}, which holds no key, signed under the key of slot 1",
                coded(report_head(slot, 2, 42, end, 7)), "key")
    invalid("slot 5, which holds no key, signed under a root of its own",
            coded(report_head(5, 2, 42, end, 7), under=derived(ROOT_UNKNOWN, "report")), "key")

    def code(comment, value):
        invalid(comment, text_of(head + value[:18]), "code")
    whole = mac(key, b"\3" + head)
    code("code over the byte 01, that of landing tokens", mac(key, b"\1" + head))
    code("code over the byte 02", mac(key, b"\2" + head))
    code("code without the byte before it", mac(key, head))
    code("code under K_land", mac(derived(ROOT, "land"), b"\3" + head))
    code("code under K_land over the byte 01", mac(derived(ROOT, "land"), b"\1" + head))
    code("code under the 43 letters of K_link", mac(link_key(ROOT).encode(), b"\3" + head))
    code("code under the key of slot 4", mac(derived(ROOT_4, "report"), b"\3" + head))
    code("code under the key of another site", mac(derived(ROOT, "report", "news.example."), b"\3" + head))
    code("code under K_report as 43 letters", mac(text_of(key).encode(), b"\3" + head))
    code("code under the root", mac(ROOT, b"\3" + head))
    code("plain SHA-256 without a key", hashlib.sha256(b"\3" + head).digest())
    code("a code of zero bytes", bytes(18))
    code("the code's end instead of its beginning", whole[-18:])
    code("code over one byte too few", mac(key, b"\3" + head[:-1]))
    for comment, changed in (("slot 7 with the code of slot 1", (7, 2, 42, end, 7)),
                             ("another kind of scope", (1, 3, 42, end, 7)),
                             ("the next scope", (1, 2, 43, end, 7)), ("one day longer", (1, 2, 42, end + 86400, 7)),
                             ("an expiry of 2^32 - 1", (1, 2, 42, 2**32 - 1, 7)),
                             ("the next serial", (1, 2, 42, end, 8))):
        invalid(f"{comment}, the code unchanged", text_of(report_head(*changed) + whole[:18]), "code")
    return tests


# --- All --------------------------------------------------------------------------------------------------------------

def check_against_the_page():
    """The vectors of the page; if one differs, nothing is written."""
    assert derived(ROOT, "land").hex() == "9a6ccc7bc9ea0a2d60bbf1b6fb9e585b7c7cbbf6614e04c6fd7ac53676449b8a"
    assert link_key(ROOT) == "XJYI5bYXi2SWizHDX9Q5qKzMvVY2a6To_y7B7BxpK0c"
    assert derived(ROOT, "report").hex() == "1259fe19de929e8b6955ebf9421e8786cb0214dc7efd081be0bcaa6f6d2c26b4"
    assert landing_token(1, 1, 3, 1234567, "9f3c2a7b10") == "SGAS1oefPCp7EFXTbEifvp__"
    assert landing_token(1, 0, 0, 0, "0000000000") == "QAAAAAAAAAAAAJqILOuppb1s"
    assert landing_token(1, 7, 63, 2**29 - 1, "ffffffffff") == "f____________3worsKat5f6"
    assert landing_token(2, 1, 3, 1234567, "9f3c2a7b10ab") == "iGAS1oefPCp7EKtU7ecKSOYcBL_I"
    assert report_link(1, 2, 42, 1798761600, 7) == "SgAAACprNuyAAAAHfk10HLgoUixnE8_QfnyRUbNC"
    assert sign({"u": U, "t": T}) == "2e2642f310641dec5203d26b221a5b5b"
    assert sign({"u": U, "t": T, "a": "4821"}) == "696c4b6698e2582cafeca584a3682377"
    assert sign({"u": U}) == "adc2b4dca655749da98a29ff08c340d1"
    assert sign({"u": U, "t": QUOTES, "a": "4821", "i": I}) == "949596f38b1e4c1b0a7eb027be44867d"


def main():
    check_against_the_page()
    made = "Written by make.py; do not edit."
    write("keys.json", {"about": f"Keys derived from a root, for each purpose. {made}"}, key_tests(), "key")
    write("landing-tokens.json", {
        "about": f"Landing tokens, read without anything around them. Every slot listed verifies. {made}",
        "site": SITE, "keys": slots()}, landing_tests(), "landing")
    write("press-links.json", {
        "about": f"Queries of press links, without the ?. Every key listed verifies. {made}",
        "site": SITE, "hosts": HOSTS,
        "keys": [{"k": int(slot), "text": link_key(root)} for slot, root in PRESS_KEYS.items()]},
        press_tests(), "press")
    write("report-links.json", {
        "about": f"Report links, read without anything around them. Every slot listed verifies. {made}",
        "site": SITE, "keys": slots()}, report_tests(), "report")


if __name__ == "__main__":
    main()
