# Press links for ShareTrail's share buttons.
import hashlib, hmac, html, json, re, sys
from urllib.parse import urlencode

KEY = "KEY-OF-43-LETTERS"

def sharetrail_links(article, channels):
    title = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", html.unescape(article.get("title") or "")).strip()
    # For d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v.
    values = {"a": str(article.get("id") or ""), "i": article.get("image"), "t": title, "u": article["url"]}
    values = {name: value for name, value in values.items() if value}
    message = "press/1\n" + "".join(f"{name}={value}\n" for name, value in values.items())
    values["s"] = hmac.new(KEY.encode(), message.encode(), hashlib.sha256).hexdigest()[:32]
    return {c: f"https://go.news.example/s?k=KEY-ID&c={c}&{urlencode(values)}" for c in channels}

if __name__ == "__main__":  # python3 press-link.py '{"url":…,"title":…}' facebook zalo
    print("\n".join(sharetrail_links(json.loads(sys.argv[1]), sys.argv[2:]).values()))
