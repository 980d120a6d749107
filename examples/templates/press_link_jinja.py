# Press links for ShareTrail's share buttons, as a filter for Jinja2: {{ article|press_links(["facebook", "zalo"]) }}
import hashlib, hmac, html, re
from urllib.parse import urlencode
from jinja2 import Environment, FileSystemLoader

KEY = "KEY-OF-43-LETTERS"

def press_links(article, channels):
    title = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", html.unescape(article.get("title") or "")).strip()
    # For d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v.
    values = {"a": str(article.get("id") or ""), "i": article.get("image"), "t": title, "u": article["url"]}
    values = {name: value for name, value in values.items() if value}
    message = "press/1\n" + "".join(f"{name}={value}\n" for name, value in values.items())
    values["s"] = hmac.new(KEY.encode(), message.encode(), hashlib.sha256).hexdigest()[:32]
    return {c: f"https://go.news.example/s?k=KEY-ID&c={c}&{urlencode(values)}" for c in channels}

environment = Environment(loader=FileSystemLoader("templates"), autoescape=True)
environment.filters["press_links"] = press_links  # in Flask: app.add_template_filter(press_links)
