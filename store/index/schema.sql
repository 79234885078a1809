-- The index: made from the articles and tags.yaml, and made again when it is deleted.
-- `num` is an article's row number and the only key that the other tables use.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB
) WITHOUT ROWID;

CREATE TABLE articles (
  num        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,        -- path below the article folder, escaped
  raw        BLOB,                        -- the same path as the file system's bytes
  present    INTEGER NOT NULL DEFAULT 1,  -- 0: no file; kept for the user's work on it
  size       INTEGER,
  mtime_ns   INTEGER,
  sha256     TEXT,                        -- of the file's bytes, 64 hex digits
  encoding   TEXT,
  status     TEXT NOT NULL DEFAULT 'ok',
  reason     TEXT,
  title      TEXT NOT NULL DEFAULT '',
  title_from TEXT NOT NULL DEFAULT 'file',
  source     TEXT,
  published  TEXT,                        -- EDTF
  first_day  TEXT,                        -- the interval that `published` stands for,
  last_day   TEXT,                        --   ISO days; NULL where no year is known
  words      INTEGER NOT NULL DEFAULT 0,
  recipe     TEXT,                        -- model and rules behind its entities; NULL: none yet
  read       TEXT,                        -- the user's: ISO day, NULL while unread
  note       TEXT                         -- the user's
);
CREATE INDEX articles_listed ON articles (present, id);
CREATE INDEX articles_sha256 ON articles (sha256);

CREATE TABLE texts (
  num         INTEGER PRIMARY KEY,
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  paragraphs  TEXT NOT NULL,              -- JSON [[start, end], …]
  boilerplate TEXT NOT NULL,              -- JSON [[start, end], …]
  title_start INTEGER,                    -- the headline in the body; NULL where it is none
  title_end   INTEGER,
  reflow      TEXT NOT NULL               -- JSON [true, …]: paragraphs whose line ends are wrapping
);
CREATE VIRTUAL TABLE fts USING fts5 (
  title, body, content='texts', content_rowid='num',
  tokenize="unicode61 remove_diacritics 2"
);

-- What annotating found, by content: one file's bytes and one recipe give one result.
CREATE TABLE findings (
  sha256 TEXT NOT NULL,
  recipe TEXT NOT NULL,
  spans  TEXT NOT NULL,                   -- JSON [[start, end, label, name, reason], …]
  PRIMARY KEY (sha256, recipe)
) WITHOUT ROWID;
CREATE TABLE names (
  name_id INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  label   TEXT NOT NULL,
  UNIQUE (name, label)
);
CREATE TABLE mentions (
  name_id  INTEGER NOT NULL,
  num      INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  spelled  TEXT NOT NULL,                 -- the different spellings in the article, by newline
  PRIMARY KEY (name_id, num)
) WITHOUT ROWID;
CREATE INDEX mentions_of_article ON mentions (num, name_id);

-- The user's work, as tags.yaml and the journal have it; `applied` in meta is the last change in it.
CREATE TABLE tags (
  tag_id      INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  fold        TEXT NOT NULL UNIQUE,       -- casefolded name
  listed      INTEGER NOT NULL,           -- whether the codebook has it
  place       INTEGER NOT NULL,           -- its order in the codebook
  color       TEXT,
  key         INTEGER,
  description TEXT,
  extra       TEXT,                       -- JSON of keys that this version does not know
  last_used   INTEGER NOT NULL DEFAULT 0  -- journal number of its last use
);
CREATE TABLE article_tags (
  num    INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  place  INTEGER NOT NULL,                -- its order on the article
  PRIMARY KEY (num, tag_id)
) WITHOUT ROWID;
CREATE INDEX articles_of_tag ON article_tags (tag_id, num);
CREATE TABLE marks (
  num     INTEGER NOT NULL,
  mark_id TEXT NOT NULL,
  tag     TEXT NOT NULL,
  start   INTEGER,
  "end"   INTEGER,
  value   TEXT NOT NULL,                  -- JSON of the whole mark as tags.yaml has it
  PRIMARY KEY (num, mark_id)
) WITHOUT ROWID;
CREATE TABLE facts (                      -- views, settings, entity corrections
  path  TEXT PRIMARY KEY,                 -- JSON list, as Op.path
  value TEXT NOT NULL                     -- JSON
) WITHOUT ROWID;
