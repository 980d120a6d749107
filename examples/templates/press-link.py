# Press links for ShareTrail's share buttons.
import hashlib, hmac, html, json, sys
from urllib.parse import urlencode

KEY = "KEY-OF-43-LETTERS"

def sharetrail_links(article, channels):
    values = {  # the signed names, in alphabetical order
        "a": str(article.get("id", "")), "i": article.get("image", ""),
        "t": " ".join(html.unescape(article.get("title", "")).split()), "u": article["url"],
    }
    values = {name: value for name, value in values.items() if value}
    message = "press/1\n" + "".join(f"{name}={value}\n" for name, value in values.items())
    values["s"] = hmac.new(KEY.encode(), message.encode(), hashlib.sha256).hexdigest()[:32]
    return {c: f"https://go.news.example/s?k=KEY-ID&c={c}&{urlencode(values)}" for c in channels}

if __name__ == "__main__":  # python3 press-link.py '{"url":…,"title":…}' facebook zalo
    print("\n".join(sharetrail_links(json.loads(sys.argv[1]), sys.argv[2:]).values()))
