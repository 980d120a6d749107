// Press links for ShareTrail's share buttons.
import { createHmac } from "node:crypto";

// Node decodes no HTML entities: these suffice for most systems; the package `he` knows all, such as &eacute;
const named = { __proto__: null, amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const decode = (text) => text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w+));/gi, (all, number, hex, name) =>
  name ? named[name] ?? all : String.fromCodePoint(number ?? parseInt(hex, 16)));

export function sharetrailLinks({ url, title = "", id = "", image = "" }, channels) {
  // For d (summary) or g (hashtags) keep the alphabetical order: a, d, g, i, n, t, u, v.
  const values = { a: String(id), i: image, t: decode(title).replace(/[\s\p{Cc}]+/gu, " ").trim(), u: url };
  const pairs = Object.entries(values).filter(([, value]) => value !== "");
  const message = "press/1\n" + pairs.map(([name, value]) => `${name}=${value}\n`).join("");
  const signature = createHmac("sha256", "KEY-OF-43-LETTERS").update(message).digest("hex").slice(0, 32);
  const query = new URLSearchParams([...pairs, ["s", signature]]);
  return Object.fromEntries(channels.map((c) => [c, `https://go.news.example/s?k=KEY-ID&c=${c}&${query}`]));
}
// node press-link.mjs '{"url":…,"title":…}' facebook zalo
if (import.meta.filename === process.argv[1]) {
  console.log(Object.values(sharetrailLinks(JSON.parse(process.argv[2]), process.argv.slice(3))).join("\n"));
}
