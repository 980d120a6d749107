-- The reports' answers in plain SQL, for whoever reads the database with a program of their own.
--
--   sqlite3 -readonly -box news/sharetrail.db < examples/read-the-database.sql
--
-- It may run beside the collector; examples/database says what to mind. schema.sql says what each table holds. A line
-- «= report …» names the report with the same rows, in the same order; FIRST and LAST are the days of the first
-- statement. examples/database/check compares them. As in reports, it is readers' shares that count (origin 0).
--
-- Each statement stands alone, so that it can be copied. They begin alike: «latest» is the last local day on which
-- something was recorded, «week» the seven days that end with it: six and a half days back, since days have 23 to 25
-- hours. For another period put its seconds there; it begins and ends at midnights of the newsroom's zone («days»).
--
-- They read sums, and add the view «tail»: what came in since the collector added up last, as a rule a second ago. What
-- reports say in notes stands in losses, restores, filled_hours and article_changes.

-- Which days these are, since «days» goes on for a year.
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight)
SELECT f.day AS first, l.day AS last, zone, since, until
  FROM week CROSS JOIN latest CROSS JOIN fold JOIN days f ON f.starts = since JOIN days l ON l.starts = midnight;

-- The most shared articles. One that was redirected counts with the one it leads to. «previewed» is null where no
-- channel's previews can be seen, «distinctArrivals» where of no visit it is known whether it was its visitor's first.
-- = report top --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT article, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN article_tallies
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT article, previews, presses, previewed * previews, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN tail JOIN channels ON number = channel
     WHERE at >= since AND at < until AND origin = 0 AND presses + visits + previewed * previews > 0)
SELECT m.number AS articleId, coalesce(m.title, m.url) AS articleTitle, m.url AS articleUrl, m.section, m.author,
       sum(presses) AS presses,
       CASE WHEN max(sighted) THEN sum(previewed) END AS previewed, sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM both JOIN articles a ON a.number = article JOIN articles m ON m.number = coalesce(a.alias_of, a.number)
 GROUP BY m.number
HAVING sum(presses) + sum(previewed) + sum(opened) + sum(visits) > 0
 ORDER BY visits DESC, presses DESC, m.number
 LIMIT 20;

-- Which channels work.
-- = report channels --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT channel, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN channel_tallies WHERE span = 86400 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT channel, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN tail WHERE at >= since AND at < until AND origin = 0)
SELECT name AS channel, sum(presses) AS presses, CASE WHEN previews THEN sum(previewed) END AS previewed,
       sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM both JOIN channels ON number = channel
 GROUP BY number
HAVING sum(presses) + sum(previewed) * previews + sum(opened) + sum(visits) > 0
 ORDER BY visits DESC, presses DESC, name;

-- Day by day; one without anything is a row of zeros. An event's day is looked up in «days»: where clocks change, days
-- have 23 or 25 hours.
-- = report trend --by day --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT start, previews AS sighted, presses, previewed * previews AS previewed, opened, visits, arrivals, unhashed,
           reshares
      FROM week CROSS JOIN channel_tallies JOIN channels ON number = channel
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
       AND presses + opened + visits + previewed * previews > 0
    UNION ALL
    SELECT (SELECT max(starts) FROM days WHERE starts <= at), previews, presses, previewed * previews, opened, visits,
           arrivals, unhashed, reshares
      FROM week CROSS JOIN tail JOIN channels ON number = channel
     WHERE at >= since AND at < until AND origin = 0 AND presses + visits + previewed * previews > 0)
SELECT day,
       coalesce(sum(presses), 0) AS presses,
       CASE WHEN max(sighted) = 0 THEN NULL ELSE coalesce(sum(previewed), 0) END AS previewed,
       coalesce(sum(opened), 0) AS opened, coalesce(sum(visits), 0) AS visits,
       CASE WHEN sum(visits) > 0 AND sum(unhashed) = sum(visits) THEN NULL ELSE coalesce(sum(arrivals), 0) END
           AS distinctArrivals,
       coalesce(sum(reshares), 0) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM week JOIN days ON starts >= since AND starts < until LEFT JOIN both ON start = starts
 GROUP BY starts
 ORDER BY starts;

-- The last day hour by hour. SQLite knows no time zones: midnight in «days» tells how far off UTC the zone is. On a day
-- whose clocks change «hour» goes on as it was at midnight; «start» is right. Hours are those of UTC: in a zone off the
-- hour, such as India's, a report reads single events instead, and its rows are others.
-- = report trend --by hour --from LAST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
today (since, until, shift) AS (
    SELECT starts, ends, strftime('%s', days.day) - starts FROM latest JOIN days ON starts = midnight),
hours (hour) AS (
    SELECT since - since % 3600 FROM today UNION ALL SELECT hour + 3600 FROM hours, today WHERE hour + 3600 < until),
both AS (
    SELECT start, previews AS sighted, presses, previewed * previews AS previewed, opened, visits, arrivals, unhashed,
           reshares
      FROM today CROSS JOIN channel_tallies JOIN channels ON number = channel
     WHERE span = 3600 AND start >= since AND start < until AND origin = 0
       AND presses + opened + visits + previewed * previews > 0
    UNION ALL
    SELECT at - at % 3600, previews, presses, previewed * previews, opened, visits,
           arrivals, unhashed, reshares
      FROM today CROSS JOIN tail JOIN channels ON number = channel
     WHERE at >= since AND at < until AND origin = 0 AND presses + visits + previewed * previews > 0)
SELECT hour AS start, strftime('%Y-%m-%d %H:%M', hour + shift, 'unixepoch') AS hour,
       coalesce(sum(presses), 0) AS presses,
       CASE WHEN max(sighted) = 0 THEN NULL ELSE coalesce(sum(previewed), 0) END AS previewed,
       coalesce(sum(opened), 0) AS opened, coalesce(sum(visits), 0) AS visits,
       CASE WHEN sum(visits) > 0 AND sum(unhashed) = sum(visits) THEN NULL ELSE coalesce(sum(arrivals), 0) END
           AS distinctArrivals,
       coalesce(sum(reshares), 0) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM today CROSS JOIN hours LEFT JOIN both ON start = hours.hour
 GROUP BY hours.hour
 ORDER BY hours.hour;

-- One article, here the one with the most visits: put yours into «story». Its channels. Each day is looked up, since
-- the tallies are in the order of time and not of articles.
-- = report article --article ARTICLE --from FIRST --to LAST: channel
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
story (number) AS (
    SELECT coalesce(alias_of, number)
      FROM week CROSS JOIN article_tallies JOIN articles ON number = article
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
     GROUP BY 1 ORDER BY sum(visits) DESC, sum(presses) DESC, 1 LIMIT 1),
numbers (number) AS (
    SELECT number FROM story UNION ALL SELECT a.number FROM story JOIN articles a ON a.alias_of = story.number),
both AS (
    SELECT channel, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM numbers CROSS JOIN week CROSS JOIN days CROSS JOIN tallies
     WHERE starts >= since AND starts < until AND span = 86400 AND start = starts AND article = number AND origin = 0
    UNION ALL
    SELECT channel, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM numbers CROSS JOIN week CROSS JOIN tail
     WHERE article = number AND at >= since AND at < until AND origin = 0)
SELECT story.number AS article, name AS channel, sum(presses) AS presses,
       CASE WHEN previews THEN sum(previewed) END AS previewed,
       sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM story CROSS JOIN both JOIN channels c ON c.number = channel
 GROUP BY c.number
HAVING sum(presses) + sum(previewed) * previews + sum(opened) + sum(visits) > 0
 ORDER BY visits DESC, presses DESC, name;

-- Where its links were opened. Kept by the hour of UTC, like the next.
-- = report article --article ARTICLE --from FIRST --to LAST: place
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
story (number) AS (
    SELECT coalesce(alias_of, number)
      FROM week CROSS JOIN article_tallies JOIN articles ON number = article
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
     GROUP BY 1 ORDER BY sum(visits) DESC, sum(presses) DESC, 1 LIMIT 1),
numbers (number) AS (
    SELECT number FROM story UNION ALL SELECT a.number FROM story JOIN articles a ON a.alias_of = story.number),
both (place, visits) AS (
    SELECT place, visits
      FROM week CROSS JOIN numbers CROSS JOIN openings
     WHERE article = number AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT coalesce(e.place, 0), visits
      FROM week CROSS JOIN numbers CROSS JOIN tail JOIN events e ON e.id = tail.id
     WHERE tail.article = number AND tail.at >= since AND tail.at < until AND tail.origin = 0 AND visits)
SELECT story.number AS article, coalesce(nullif(name, ''), 'unknown') AS place, sum(visits) AS visits
  FROM story CROSS JOIN both LEFT JOIN places p ON p.number = both.place
 GROUP BY 2
 ORDER BY max(coalesce(name, '')) = '', visits DESC, 2;

-- Its hours in which something happened.
-- = report article --article ARTICLE --from FIRST --to LAST: hour
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
story (number) AS (
    SELECT coalesce(alias_of, number)
      FROM week CROSS JOIN article_tallies JOIN articles ON number = article
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
     GROUP BY 1 ORDER BY sum(visits) DESC, sum(presses) DESC, 1 LIMIT 1),
numbers (number) AS (
    SELECT number FROM story UNION ALL SELECT a.number FROM story JOIN articles a ON a.alias_of = story.number),
hours (hour) AS (
    SELECT since - since % 3600 FROM week UNION ALL SELECT hour + 3600 FROM hours, week WHERE hour + 3600 < until),
both AS (
    SELECT start, previews AS sighted, presses, previewed * previews AS previewed, opened, visits, arrivals, unhashed,
           reshares
      FROM numbers CROSS JOIN hours CROSS JOIN tallies JOIN channels c ON c.number = channel
     WHERE span = 3600 AND start = hour AND article = numbers.number AND origin = 0
       AND presses + opened + visits + previewed * previews > 0
    UNION ALL
    SELECT at - at % 3600, previews, presses, previewed * previews, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN numbers CROSS JOIN tail JOIN channels c ON c.number = channel
     WHERE article = numbers.number AND at >= since AND at < until AND origin = 0
       AND presses + visits + previewed * previews > 0)
SELECT number AS article, start, sum(presses) AS presses,
       (SELECT strftime('%Y-%m-%d %H:%M', start + strftime('%s', day) - starts, 'unixepoch')
          FROM days WHERE starts <= start ORDER BY starts DESC LIMIT 1) AS hour,
       CASE WHEN max(sighted) THEN sum(previewed) END AS previewed,
       sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM story CROSS JOIN both
 GROUP BY start
 ORDER BY start;

-- Why requests for it were not counted, whatever their origin. Refused ones that come in floods are kept by the minute.
-- = report counts --article ARTICLE --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
story (number) AS (
    SELECT coalesce(alias_of, number)
      FROM week CROSS JOIN article_tallies JOIN articles ON number = article
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
     GROUP BY 1 ORDER BY sum(visits) DESC, sum(presses) DESC, 1 LIMIT 1),
numbers (number) AS (
    SELECT number FROM story UNION ALL SELECT a.number FROM story JOIN articles a ON a.alias_of = story.number),
both (reason, requests) AS (
    SELECT 0, presses + visits
      FROM numbers CROSS JOIN week CROSS JOIN days CROSS JOIN tallies
     WHERE starts >= since AND starts < until AND span = 86400 AND start = starts AND article = number
    UNION ALL
    SELECT 3, fetches
      FROM numbers CROSS JOIN week CROSS JOIN days CROSS JOIN tallies
     WHERE starts >= since AND starts < until AND span = 86400 AND start = starts AND article = number
    UNION ALL
    SELECT reason, requests
      FROM numbers CROSS JOIN week CROSS JOIN days CROSS JOIN refused_tallies
     WHERE starts >= since AND starts < until
       AND span = 86400 AND start = starts AND kind IN (1, 2) AND article = number
    UNION ALL
    SELECT reason, 1
      FROM numbers CROSS JOIN week CROSS JOIN tail WHERE article = number AND at >= since AND at < until
    UNION ALL
    SELECT reason, requests
      FROM numbers CROSS JOIN week CROSS JOIN refused_sums
     WHERE minute >= since AND minute < until AND article = number)
SELECT story.number AS article, iif(reason = 0, 'counted', 'refused') AS verdict,
       CASE WHEN reason > 0 THEN name END AS reason, sum(requests) AS requests
  FROM story CROSS JOIN both JOIN reasons r ON r.number = both.reason
 GROUP BY r.number
HAVING sum(requests) > 0
 ORDER BY r.number;

-- Sections, as the articles have them now; null where it is not known.
-- = report sections --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT article, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN article_tallies
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT article, previews, presses, previewed * previews, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN tail JOIN channels ON number = channel
     WHERE at >= since AND at < until AND origin = 0 AND presses + visits + previewed * previews > 0)
SELECT m.section, sum(presses) AS presses,
       CASE WHEN max(sighted) THEN sum(previewed) END AS previewed, sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM both JOIN articles a ON a.number = article JOIN articles m ON m.number = coalesce(a.alias_of, a.number)
 GROUP BY m.section
HAVING sum(presses) + sum(previewed) + sum(opened) + sum(visits) > 0
 ORDER BY visits DESC, presses DESC, m.section
 LIMIT 20;

-- Authors likewise.
-- = report authors --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT article, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN article_tallies
     WHERE span = 86400 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT article, previews, presses, previewed * previews, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN tail JOIN channels ON number = channel
     WHERE at >= since AND at < until AND origin = 0 AND presses + visits + previewed * previews > 0)
SELECT m.author, sum(presses) AS presses,
       CASE WHEN max(sighted) THEN sum(previewed) END AS previewed, sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM both JOIN articles a ON a.number = article JOIN articles m ON m.number = coalesce(a.alias_of, a.number)
 GROUP BY m.author
HAVING sum(presses) + sum(previewed) + sum(opened) + sum(visits) > 0
 ORDER BY visits DESC, presses DESC, m.author
 LIMIT 20;

-- Hosts that visits came from; null without a referrer. Presses count with the page that the button stood on.
-- = report referrers --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT value, presses, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN circumstances
     WHERE span = 86400 AND about = 1 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT coalesce(e.referrer, 0), presses, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN tail JOIN events e ON e.id = tail.id
     WHERE tail.at >= since AND tail.at < until AND tail.origin = 0 AND tail.reason = 0)
SELECT host AS referrerHost, network, sum(presses) AS presses, NULL AS previewed,
       sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM both LEFT JOIN referrers ON number = value
 GROUP BY 1, 2
 ORDER BY visits DESC, presses DESC, host IS NULL, host
 LIMIT 20;

-- Devices and their systems, as far as agents tell.
-- = report devices --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both AS (
    SELECT value, presses, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN circumstances
     WHERE span = 86400 AND about = 2 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT coalesce(e.agent, 0), presses, opened, visits, arrivals, unhashed, reshares
      FROM week CROSS JOIN tail JOIN events e ON e.id = tail.id
     WHERE tail.at >= since AND tail.at < until AND tail.origin = 0 AND tail.reason = 0)
SELECT nullif(device, '') AS device, nullif(system, '') AS system, sum(presses) AS presses, NULL AS previewed,
       sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM both LEFT JOIN agents ON number = value
 GROUP BY 1, 2
 ORDER BY visits DESC, presses DESC, 1, 2;

-- Drift: where links were opened that were shared somewhere else, with the part of the channel's visits.
-- = report drift --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both (channel, place, visits) AS (
    SELECT channel, value, visits
      FROM week CROSS JOIN circumstances
     WHERE span = 86400 AND about = 3 AND start >= since AND start < until AND origin = 0
    UNION ALL
    SELECT tail.channel, coalesce(e.place, 0), visits
      FROM week CROSS JOIN tail JOIN events e ON e.id = tail.id
     WHERE tail.at >= since AND tail.at < until AND tail.origin = 0 AND visits),
cells (channel, place, visits) AS (
    SELECT c.name, coalesce(p.name, ''), sum(visits)
      FROM both JOIN channels c ON c.number = both.channel LEFT JOIN places p ON p.number = both.place
     GROUP BY 1, 2)
SELECT channel, coalesce(nullif(place, ''), 'unknown') AS place, visits,
       round(1.0 * visits / sum(visits) OVER (PARTITION BY channel), 4) AS share
  FROM cells
 ORDER BY sum(visits) OVER (PARTITION BY channel) DESC, channel, visits DESC, cells.place;

-- How the numbers add up: requests = counted + refused by reason, whatever their origin. Those that belong to no
-- article are kept by the minute.
-- = report counts --from FIRST --to LAST
WITH latest (midnight) AS (
    SELECT max(starts) FROM days WHERE starts <= (SELECT max(at) FROM (
        SELECT max(start) AS at FROM request_sums WHERE span = 86400
        UNION ALL
        SELECT max(at) FROM events WHERE id > (SELECT watermark FROM fold)))),
week (since, until) AS (
    SELECT min(starts), max(ends) FROM days, latest WHERE starts BETWEEN midnight - 561600 AND midnight),
both (reason, requests) AS (
    SELECT reason, requests
      FROM week CROSS JOIN request_sums WHERE span = 86400 AND start >= since AND start < until
    UNION ALL
    SELECT reason, 1 FROM week CROSS JOIN tail WHERE at >= since AND at < until
    UNION ALL
    SELECT reason, requests FROM week CROSS JOIN refused_sums WHERE minute >= since AND minute < until
    UNION ALL
    SELECT reason, requests FROM week CROSS JOIN unattributed WHERE minute >= since AND minute < until)
SELECT iif(reason = 0, 'counted', 'refused') AS verdict, CASE WHEN reason > 0 THEN name END AS reason,
       sum(requests) AS requests
  FROM both JOIN reasons ON number = both.reason
 GROUP BY number
 ORDER BY number;

-- Everything on record, by the view «figures»: tallies and tail in one, for questions of your own. Name one span, 86400
-- for days or 3600 for hours of UTC, and give bounds of «start» as numbers, written or bound: those SQLite takes into
-- the view. With bounds from a subquery it goes through all days there are, as here. EXPLAIN QUERY PLAN lists the branch
-- of span 0 as well, which goes through all events; with another span it is not run.
-- = report channels
SELECT name AS channel, sum(presses) AS presses, CASE WHEN previews THEN sum(previewed) END AS previewed,
       sum(opened) AS opened, sum(visits) AS visits,
       CASE WHEN sum(visits) = 0 OR sum(unhashed) < sum(visits) THEN sum(arrivals) END AS distinctArrivals,
       sum(reshares) AS reshares, round(1.0 * sum(visits) / nullif(sum(presses), 0), 4) AS visitsPerPress
  FROM figures JOIN channels ON number = channel
 WHERE span = 86400 AND origin = 0
 GROUP BY number
HAVING sum(presses) + sum(previewed) * previews + sum(opened) + sum(visits) > 0
 ORDER BY visits DESC, presses DESC, name;

-- The same of requests, by the view «requests».
-- = report counts --by channel
SELECT c.name AS channel, iif(reason = 0, 'counted', 'refused') AS verdict,
       CASE WHEN reason > 0 THEN r.name END AS reason, sum(requests) AS requests
  FROM requests JOIN channels c ON c.number = channel JOIN reasons r ON r.number = reason
 WHERE span = 86400
 GROUP BY c.number, r.number
 ORDER BY c.name, r.number;

-- How far the sums are: all but «unfolded» events are in them. The watermark moves in the same transaction.
SELECT watermark, (SELECT max(id) FROM events) AS lastEvent, zone,
       (SELECT count(*) FROM events WHERE id > watermark) AS unfolded,
       (SELECT datetime(min(at), 'unixepoch') FROM events WHERE id > watermark) AS unfoldedSinceUTC
  FROM fold;

-- What those events add, which «tail» tells of each.
SELECT count(*) AS events, coalesce(sum(reason > 0), 0) AS refused, coalesce(sum(presses), 0) AS presses,
       coalesce(sum(previewed), 0) AS previewed, coalesce(sum(opened), 0) AS opened,
       coalesce(sum(visits), 0) AS visits, coalesce(sum(arrivals), 0) AS arrivals,
       coalesce(sum(reshares), 0) AS reshares
  FROM tail;

-- What is sealed: «prune» has removed the single events before this day, or is about to; null is nothing. Sums of whole
-- days and of whole hours of UTC stay; the view «event_figures», and span 0 of the others, tell only what came later.
SELECT (SELECT day FROM days WHERE starts = before) AS sealedBefore,
       (SELECT datetime(min(earliest), 'unixepoch') FROM stretches) AS firstEventKeptUTC,
       (SELECT day FROM days WHERE starts = (SELECT min(start) FROM request_sums WHERE span = 86400)) AS firstDay
  FROM seal;
