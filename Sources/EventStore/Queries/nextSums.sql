-- The number of the next batch with sums.
SELECT batch + 1 FROM written_sums
