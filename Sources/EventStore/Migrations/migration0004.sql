-- How often articles were read, by local days, as web analytics tell: «import views». For share clicks per thousand views.
CREATE TABLE page_views (
    day       TEXT    NOT NULL CHECK (day LIKE '____-__-__'),
    article   INTEGER NOT NULL REFERENCES articles (number),
    views     INTEGER NOT NULL CHECK (views >= 0),
    PRIMARY KEY (day, article)
) STRICT, WITHOUT ROWID;
