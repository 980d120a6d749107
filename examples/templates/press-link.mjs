// Press links for ShareTrail's share buttons. Titles must be plain text: decode HTML entities before.
import { createHmac } from "node:crypto";

const key = "KEY-OF-43-LETTERS";

export function sharetrailLinks(article, channels) {
  const values = { // the signed names, in alphabetical order
    a: String(article.id ?? ""), i: article.image ?? "",
    t: (article.title ?? "").replace(/\s+/gu, " ").trim(), u: article.url,
  };
  const pairs = Object.entries(values).filter(([, value]) => value !== "");
  const message = "press/1\n" + pairs.map(([name, value]) => `${name}=${value}\n`).join("");
  const signature = createHmac("sha256", key).update(message, "utf8").digest("hex").slice(0, 32);
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return channels.map((c) => `https://go.news.example/s?k=KEY-ID&c=${c}&${query}&s=${signature}`);
}

// node press-link.mjs '{"url":…,"title":…}' facebook zalo
if (process.argv.length > 2) {
  console.log(sharetrailLinks(JSON.parse(process.argv[2]), process.argv.slice(3)).join("\n"));
}
