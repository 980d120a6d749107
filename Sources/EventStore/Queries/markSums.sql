-- Notes that a batch with sums is written; no row changes where it was before.
UPDATE written_sums SET batch = :number WHERE batch < :number
