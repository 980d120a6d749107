-- Copies the whole database as it is at this moment, without free pages.
VACUUM INTO ?
