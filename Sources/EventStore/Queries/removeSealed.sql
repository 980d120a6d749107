-- Removes the events of sealed days among so many. Only what is folded goes: its figures are in the tallies.
DELETE FROM event_log
 WHERE id > :after AND id <= :last AND id <= (SELECT watermark FROM fold) AND +at < (SELECT before FROM seal)
