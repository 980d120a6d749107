-- What traits are, by their number.
SELECT kind, channel, origin, reason, arrival, referrer, agent, place FROM traits WHERE number = ?
