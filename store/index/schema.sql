-- The index: made from the articles and tags.yaml, and made again when it is deleted.
-- `num` is an article's row number and the only key that the other tables use.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB
) WITHOUT ROWID;
INSERT INTO meta VALUES ('born', lower(hex(randomblob(16))));  -- tells this index from others

-- Files that a reader of their format turned into articles; plain text is in `articles` alone.
CREATE TABLE files (
  id       TEXT PRIMARY KEY,              -- path below the article folder, escaped
  raw      BLOB NOT NULL,                 -- the same path as the file system's bytes
  size     INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  sha256   TEXT,                          -- of the file's bytes; NULL where it could not be read
  reader   TEXT NOT NULL,                 -- format and version of the reader
  problem  TEXT                           -- what of it is no article, and why; NULL: nothing
) WITHOUT ROWID;

CREATE TABLE articles (
  num        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,        -- path below the article folder, escaped; `#` and part
  raw        BLOB,                        -- the same path as the file system's bytes
  present    INTEGER NOT NULL DEFAULT 1,  -- 0: no file; kept for the user's work on it
  size       INTEGER,
  mtime_ns   INTEGER,
  sha256     TEXT,                        -- 64 hex digits: of the file's bytes, or of a part's text
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
  language   TEXT,                        -- ISO 639 code; NULL where it isn't sure
  replaced   INTEGER NOT NULL DEFAULT 0,  -- � in the text: letters that are lost
  garbled    INTEGER NOT NULL DEFAULT 0,  -- places that look decoded the wrong way before
  file       TEXT,                        -- its id in `files`; NULL: plain text
  part       TEXT,                        -- its name in the file; NULL: the file is one article
  format     TEXT NOT NULL DEFAULT 'text',
  url        TEXT,
  author     TEXT,
  pages      TEXT,                        -- JSON [[page, start, end], …]; NULL: has none
  keywords   TEXT,                        -- JSON ["…"]: tags that the file itself suggests
  recipe     TEXT,                        -- model and rules behind its entities; NULL: none yet
  read       TEXT,                        -- the user's: ISO day, NULL while unread
  seen       TEXT,                        -- the same day, where nobody said so: only the journal has it
  note       TEXT                         -- the user's
);
CREATE INDEX articles_listed ON articles (present, id);
CREATE INDEX articles_sha256 ON articles (sha256);
CREATE INDEX articles_file ON articles (file) WHERE file IS NOT NULL;
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_language ON articles (language);
CREATE INDEX articles_counted ON articles (present, read, recipe, status);

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
-- Full text holds words as store/text/words.py folds them, which the program's own functions do
-- here; so the tokenizer only has to part them at blanks. `halves`: words hyphenated at line ends.
CREATE VIEW words_of_texts AS
  SELECT num, indexed(title) AS title, indexed(body) AS body, halves(body) AS halves FROM texts;
CREATE VIRTUAL TABLE fts USING fts5 (
  title, body, halves, content='words_of_texts', content_rowid='num', tokenize='ascii'
);
-- More words are gathered in memory (8 MB, not 1) before they are written: a faster first build.
INSERT INTO fts (fts, rank) VALUES ('hashsize', 8000000);
-- Segments are merged by eights, not by fours: words are written anew less often.
INSERT INTO fts (fts, rank) VALUES ('automerge', 8);

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

-- The words of names and of other spellings, kept by triggers: who writes names and mentions need
-- not know. A spelling that no mention has any more does no harm.
CREATE VIEW words_of_names AS SELECT name_id, indexed(name) AS name FROM names;
CREATE VIRTUAL TABLE names_fts USING fts5 (
  name, content='words_of_names', content_rowid='name_id', tokenize='ascii'
);
CREATE TRIGGER names_added AFTER INSERT ON names BEGIN
  INSERT INTO names_fts (rowid, name) VALUES (new.name_id, indexed(new.name));
END;
CREATE TRIGGER names_removed AFTER DELETE ON names BEGIN
  INSERT INTO names_fts (names_fts, rowid, name) VALUES ('delete', old.name_id, indexed(old.name));
END;
CREATE TABLE spellings (
  spelling_id INTEGER PRIMARY KEY,
  name_id     INTEGER NOT NULL,
  spelled     TEXT NOT NULL,              -- as mentions.spelled, where it isn't the name itself
  UNIQUE (name_id, spelled)
);
CREATE VIEW words_of_spellings AS
  SELECT spelling_id, indexed(spelled) AS spelled FROM spellings;
CREATE VIRTUAL TABLE spellings_fts USING fts5 (
  spelled, content='words_of_spellings', content_rowid='spelling_id', tokenize='ascii'
);
CREATE TRIGGER spellings_added AFTER INSERT ON spellings BEGIN
  INSERT INTO spellings_fts (rowid, spelled) VALUES (new.spelling_id, indexed(new.spelled));
END;
CREATE TRIGGER mentions_added AFTER INSERT ON mentions
WHEN new.spelled IS NOT (SELECT name FROM names WHERE name_id = new.name_id)
  AND NOT EXISTS (SELECT 1 FROM spellings WHERE name_id = new.name_id AND spelled = new.spelled)
BEGIN
  INSERT INTO spellings (name_id, spelled) VALUES (new.name_id, new.spelled);
END;
CREATE TRIGGER mentions_respelled AFTER UPDATE OF spelled ON mentions
WHEN new.spelled IS NOT (SELECT name FROM names WHERE name_id = new.name_id)
  AND NOT EXISTS (SELECT 1 FROM spellings WHERE name_id = new.name_id AND spelled = new.spelled)
BEGIN
  INSERT INTO spellings (name_id, spelled) VALUES (new.name_id, new.spelled);
END;

-- What could not be done with an article whose file was read.
CREATE TABLE faults (
  num    INTEGER NOT NULL,
  part   TEXT NOT NULL,                   -- names, corrections
  reason TEXT NOT NULL,
  PRIMARY KEY (num, part)
) WITHOUT ROWID;

-- Copies of one story. By content: what a story is compared by, and what was found of a pair.
CREATE TABLE copy_samples (
  sha256 TEXT PRIMARY KEY,
  story  BLOB NOT NULL,                   -- the same for the same headline and words
  size   INTEGER NOT NULL,                -- its shingles; 0: no words
  sample BLOB NOT NULL                    -- uint32, little endian
) WITHOUT ROWID;
CREATE TABLE copy_pairs (
  one        TEXT NOT NULL,               -- sha256, the smaller one
  other      TEXT NOT NULL,
  are_copies INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX copy_pairs_other ON copy_pairs (other);
CREATE TABLE copies (
  num    INTEGER PRIMARY KEY,
  leader INTEGER NOT NULL                 -- the row number of the group's longest article
);
CREATE INDEX copies_of_leader ON copies (leader, num);
CREATE TRIGGER articles_copies_changed AFTER UPDATE OF present, sha256 ON articles
WHEN new.present IS NOT old.present OR new.sha256 IS NOT old.sha256
BEGIN
  DELETE FROM copies WHERE num = new.num;
END;

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
  tag_id  INTEGER NOT NULL,
  start   INTEGER,
  "end"   INTEGER,
  value   TEXT NOT NULL,                  -- JSON of the whole mark as tags.yaml has it
  PRIMARY KEY (num, mark_id)
) WITHOUT ROWID;
CREATE INDEX marks_of_tag ON marks (tag_id, num);
CREATE TABLE facts (                      -- views, settings, entity corrections
  path  TEXT PRIMARY KEY,                 -- JSON list, as Op.path
  value TEXT NOT NULL                     -- JSON
) WITHOUT ROWID;

-- What the user's corrections make of names, worked out by store/entities/settling.py: names that
-- are others everywhere, and the mentions of the articles for which that does not say it all.
CREATE TABLE renamed (
  name_id INTEGER PRIMARY KEY,
  to_id   INTEGER NOT NULL                -- the name that is shown; 0: none, it is hidden
);
CREATE INDEX renamed_to ON renamed (to_id);
CREATE TRIGGER names_renamed_removed AFTER DELETE ON names BEGIN
  DELETE FROM renamed WHERE name_id = old.name_id;
END;
CREATE TABLE other_names (
  alias TEXT PRIMARY KEY,                 -- the user's own, in every article
  name  TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE corrected_names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE settled (num INTEGER PRIMARY KEY);
CREATE TABLE settled_mentions (           -- instead of `mentions`, for the articles in `settled`
  name_id  INTEGER NOT NULL,
  num      INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  spelled  TEXT NOT NULL,
  PRIMARY KEY (name_id, num)
) WITHOUT ROWID;
CREATE INDEX settled_mentions_of_article ON settled_mentions (num, name_id);
CREATE TRIGGER settled_mentions_added AFTER INSERT ON settled_mentions
WHEN new.spelled IS NOT (SELECT name FROM names WHERE name_id = new.name_id)
  AND NOT EXISTS (SELECT 1 FROM spellings WHERE name_id = new.name_id AND spelled = new.spelled)
BEGIN
  INSERT INTO spellings (name_id, spelled) VALUES (new.name_id, new.spelled);
END;

-- What is to be worked out anew: an article, or 0: what holds in all of them.
CREATE TABLE unsettled (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  num INTEGER NOT NULL
);
CREATE TRIGGER names_unsettled AFTER INSERT ON names
WHEN EXISTS (SELECT 1 FROM corrected_names WHERE name = new.name) BEGIN
  INSERT INTO unsettled (num) VALUES (0);
END;
CREATE TRIGGER articles_unsettled AFTER UPDATE OF id, present, sha256, recipe ON articles
WHEN (new.id IS NOT old.id OR new.present IS NOT old.present OR new.sha256 IS NOT old.sha256
  OR new.recipe IS NOT old.recipe)
  AND (EXISTS (SELECT 1 FROM settled WHERE num = new.num)
  OR EXISTS (SELECT 1 FROM facts WHERE path >= '["entities"' AND path < '["entities#')
  OR EXISTS (SELECT 1 FROM facts WHERE path >= '["articles"' AND path < '["articles#'))
BEGIN
  INSERT INTO unsettled (num) VALUES (new.num);
END;
CREATE TRIGGER facts_unsettled_insert AFTER INSERT ON facts
WHEN new.path >= '["entities"' AND new.path < '["entities#'
  OR new.path >= '["articles"' AND new.path < '["articles#'
  AND json_extract(new.path, '$[2]') = 'entities'
BEGIN
  INSERT INTO unsettled (num) SELECT 0 WHERE json_array_length(new.path) = 3
    AND json_extract(new.path, '$[0]') = 'entities'
  UNION ALL SELECT num FROM articles WHERE id = json_extract(new.path, '$[1]')
    AND json_extract(new.path, '$[0]') = 'articles';
END;
CREATE TRIGGER facts_unsettled_update AFTER UPDATE ON facts
WHEN new.path >= '["entities"' AND new.path < '["entities#'
  OR new.path >= '["articles"' AND new.path < '["articles#'
  AND json_extract(new.path, '$[2]') = 'entities'
BEGIN
  INSERT INTO unsettled (num) SELECT 0 WHERE json_array_length(new.path) = 3
    AND json_extract(new.path, '$[0]') = 'entities'
  UNION ALL SELECT num FROM articles WHERE id = json_extract(new.path, '$[1]')
    AND json_extract(new.path, '$[0]') = 'articles';
END;
CREATE TRIGGER facts_unsettled_delete AFTER DELETE ON facts
WHEN old.path >= '["entities"' AND old.path < '["entities#'
  OR old.path >= '["articles"' AND old.path < '["articles#'
  AND json_extract(old.path, '$[2]') = 'entities'
BEGIN
  INSERT INTO unsettled (num) SELECT 0 WHERE json_array_length(old.path) = 3
    AND json_extract(old.path, '$[0]') = 'entities'
  UNION ALL SELECT num FROM articles WHERE id = json_extract(old.path, '$[1]')
    AND json_extract(old.path, '$[0]') = 'articles';
END;

-- Which articles look different to jump, by triggers; 0: any may. Only the latest are kept: who
-- has seen none of those reads everything.
CREATE TABLE jump_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  num INTEGER NOT NULL
);
CREATE TRIGGER jump_changes_forgotten AFTER INSERT ON jump_changes WHEN new.seq % 4096 = 0 BEGIN
  DELETE FROM jump_changes WHERE seq <= new.seq - 16384;
END;
CREATE TRIGGER articles_jump_added AFTER INSERT ON articles BEGIN
  INSERT INTO jump_changes (num) VALUES (new.num);
END;
CREATE TRIGGER articles_jump_removed AFTER DELETE ON articles BEGIN
  INSERT INTO jump_changes (num) VALUES (old.num);
END;
CREATE TRIGGER articles_jump_changed AFTER UPDATE OF id, present, title, source, recipe ON articles
WHEN new.id IS NOT old.id OR new.present IS NOT old.present OR new.title IS NOT old.title
  OR new.source IS NOT old.source OR new.recipe IS NOT old.recipe
BEGIN
  INSERT INTO jump_changes (num) VALUES (new.num);
END;
CREATE TRIGGER article_tags_jump_added AFTER INSERT ON article_tags BEGIN
  INSERT INTO jump_changes (num) VALUES (new.num);
END;
CREATE TRIGGER article_tags_jump_removed AFTER DELETE ON article_tags BEGIN
  INSERT INTO jump_changes (num) VALUES (old.num);
END;
CREATE TRIGGER tags_jump_renamed AFTER UPDATE OF name ON tags WHEN new.name IS NOT old.name BEGIN
  INSERT INTO jump_changes (num) SELECT num FROM article_tags WHERE tag_id = new.tag_id;
END;
