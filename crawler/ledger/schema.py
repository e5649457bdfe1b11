"""The ledger's tables, and how an older ledger becomes one of this version.

Times are whole seconds since 1970, UTC; what a page or a capture states of time is ISO 8601 text.
`user_version` counts the migrations that a file has had; `application_id` says whose file it is.
https://www.sqlite.org/fileformat2.html#application_id
"""

from __future__ import annotations

# "PKlg" as four bytes.
APPLICATION_ID = 0x504B6C67

# Append only: a ledger in the field has had a prefix of these.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,      -- of its folder
        started_at INTEGER NOT NULL,
        ended_at INTEGER,               -- null: running, or killed
        exit_code INTEGER,
        finish_reason TEXT
    ) STRICT;

    CREATE TABLE urls (
        seq INTEGER PRIMARY KEY,        -- order of acceptance
        key BLOB NOT NULL UNIQUE,       -- 16 bytes of the canonical URL's SHA-256
        url TEXT NOT NULL,              -- the form to fetch
        host TEXT NOT NULL,
        role TEXT NOT NULL,             -- what it was found as, or turned out to be
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        seed TEXT,                      -- the seed that led here
        via TEXT,                       -- the URL that named it; null for a seed
        hops INTEGER NOT NULL,          -- from the seed
        depth INTEGER NOT NULL,         -- of pagination
        priority INTEGER NOT NULL,      -- higher is sooner, as in Scrapy
        title TEXT,                     -- what the feed or sitemap said
        published TEXT,
        added_run INTEGER NOT NULL,
        added_at INTEGER NOT NULL,
        queued_run INTEGER,             -- the last run that put it into the queue once more
        visited_run INTEGER,
        visited_at INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,    -- in vain, since it last went well
        due_at INTEGER,                 -- null: nothing more is planned
        of TEXT,                        -- the URL or article that it is a copy or a part of
        article TEXT,                   -- the id of the article that was made of it
        status INTEGER,                 -- of the last answer
        captured INTEGER NOT NULL DEFAULT 0,    -- 1: the capture waits for its decision
        -- The last capture, whatever came of it; fetched_at is its WARC-Date.
        warc TEXT, warc_offset INTEGER, warc_length INTEGER, record_id TEXT, payload_digest TEXT,
        fetched_at TEXT,
        -- The last answer that was read: for conditional requests and revisit records.
        etag TEXT, last_modified TEXT, read_digest TEXT,
        read_warc TEXT, read_record_id TEXT, read_at TEXT
    ) STRICT;
    CREATE INDEX urls_queued ON urls (host, priority DESC, seq) WHERE state = 'queued';
    CREATE INDEX urls_copies ON urls (visited_run) WHERE state = 'duplicate'
        AND reason IN ('equal-text', 'same-canonical', 'near-duplicate');
    CREATE INDEX urls_captured ON urls (warc, warc_offset) WHERE captured = 1;
    CREATE INDEX urls_due ON urls (due_at) WHERE due_at IS NOT NULL;

    CREATE TABLE articles (
        ordinal INTEGER PRIMARY KEY,    -- order of decision, over all runs
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        text_digest BLOB NOT NULL,
        canonical_url TEXT NOT NULL,
        url_seq INTEGER NOT NULL,
        title TEXT NOT NULL,
        published TEXT, publisher TEXT, section TEXT, language TEXT,
        seed TEXT,
        host TEXT,
        path TEXT NOT NULL,             -- of the text file, in the archive
        run INTEGER NOT NULL,
        warc TEXT, warc_offset INTEGER, warc_length INTEGER, record_id TEXT, payload_digest TEXT,
        fetched_at TEXT NOT NULL,
        placed INTEGER NOT NULL,        -- 0: decided, its files not yet in place
        UNIQUE (id, version)
    ) STRICT;
    CREATE INDEX articles_text ON articles (text_digest);
    CREATE INDEX articles_run ON articles (run);
    CREATE INDEX articles_claimed ON articles (ordinal) WHERE placed = 0;

    CREATE TABLE images (
        key BLOB PRIMARY KEY,           -- 16 bytes of the URL's SHA-256
        url TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        sha256 TEXT, path TEXT, type TEXT, width INTEGER, height INTEGER,
        warc TEXT, warc_offset INTEGER, warc_length INTEGER, record_id TEXT, payload_digest TEXT,
        attempts INTEGER NOT NULL,
        visited_at INTEGER NOT NULL,
        due_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX images_bytes ON images (sha256) WHERE sha256 IS NOT NULL;

    CREATE TABLE seed_visits (
        run INTEGER NOT NULL,
        seed TEXT NOT NULL,
        kind TEXT,                      -- what it answered as
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        status INTEGER,
        found INTEGER NOT NULL,         -- URLs that it named
        accepted INTEGER NOT NULL,      -- of them not known before
        visited_at INTEGER NOT NULL,
        PRIMARY KEY (seed, run)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX seed_visits_run ON seed_visits (run);

    -- How many decisions of a run were which.
    CREATE TABLE tallies (
        run INTEGER NOT NULL,
        seed TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        decisions INTEGER NOT NULL,
        PRIMARY KEY (run, seed, state, reason)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- 1: a run over captures, which fetched nothing: what it left in the queue is nobody's errand.
    ALTER TABLE runs ADD COLUMN offline INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE warcs (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        folder TEXT                     -- null: the archive's own; else someone else's captures
    ) STRICT;

    -- A whole capture of each payload: what comes again is a revisit that names it.
    CREATE TABLE payloads (
        key BLOB PRIMARY KEY,           -- 16 bytes of the payload's SHA-256
        url TEXT NOT NULL,              -- WARC-Target-URI and WARC-Date of that capture
        fetched_at TEXT NOT NULL,
        chunked INTEGER NOT NULL,       -- its transfer-coding
        warc INTEGER NOT NULL,          -- of warcs
        warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL, record_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- Under which settings a page of links was read; null: by nobody who took up its links.
    ALTER TABLE urls ADD COLUMN read_as TEXT;

    -- The feeds, sitemaps and listings that a page of links named when it was last read.
    CREATE TABLE hub_links (
        hub INTEGER NOT NULL,           -- both are seq of urls
        named INTEGER NOT NULL,
        PRIMARY KEY (hub, named)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- What sites say of themselves in small files, such as /.well-known/tdmrep.json.
    CREATE TABLE site_files (
        url TEXT PRIMARY KEY,
        body BLOB NOT NULL,             -- compressed by zlib; empty: there was none
        visited_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- Hosts that are left in peace.
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY,
        rests_until INTEGER NOT NULL,
        rests INTEGER NOT NULL          -- how many times running it gave no answer
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- Of the texts of the articles that were decided.
    ALTER TABLE tallies ADD COLUMN characters INTEGER NOT NULL DEFAULT 0;

    -- 1: it is so old that its folder, tallies and visits of seeds were removed.
    ALTER TABLE runs ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;

    -- A seed's history, kept for ever; its visits and tallies are not.
    CREATE TABLE seed_days (
        seed TEXT NOT NULL,
        day INTEGER NOT NULL,           -- days since 1970, UTC
        visits INTEGER NOT NULL,
        reads INTEGER NOT NULL,         -- visits that gave something to read
        articles INTEGER NOT NULL,      -- new ones
        characters INTEGER NOT NULL,    -- of their texts
        PRIMARY KEY (seed, day)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO seed_days (seed, day, visits, reads, articles, characters)
    SELECT visit.seed, runs.started_at / 86400, COUNT(*),
           SUM(visit.state NOT IN ('failed', 'wall', 'forbidden', 'gone', 'refused')),
           SUM(COALESCE(tally.decisions, 0)), 0
    FROM seed_visits AS visit JOIN runs ON runs.id = visit.run
    LEFT JOIN tallies AS tally ON tally.run = visit.run AND tally.seed = visit.seed
        AND tally.state = 'archived' AND tally.reason = 'new-article'
    WHERE runs.ended_at IS NOT NULL
    GROUP BY visit.seed, runs.started_at / 86400;
    """,
    """
    -- The article that this version resembles, how much, and the first one of those alike; a null
    -- cluster is its own.
    ALTER TABLE articles ADD COLUMN near_of TEXT;
    ALTER TABLE articles ADD COLUMN resemblance REAL;
    ALTER TABLE articles ADD COLUMN cluster TEXT;
    CREATE INDEX articles_cluster ON articles (cluster) WHERE cluster IS NOT NULL;
    CREATE INDEX articles_url ON articles (url_seq);

    -- crawler/duplicates/fingerprint.py says what is in them.
    CREATE TABLE fingerprints (
        ordinal INTEGER PRIMARY KEY,    -- of articles
        signature BLOB NOT NULL,
        numbers BLOB NOT NULL
    ) STRICT;
    CREATE TABLE text_bands (
        band INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        PRIMARY KEY (band, ordinal)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- How a picture looks (crawler/duplicates/looks.py), and the first one that looks like it.
    ALTER TABLE images ADD COLUMN look BLOB;
    ALTER TABLE images ADD COLUMN look_alike TEXT;      -- its SHA-256
    CREATE TABLE looks (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        look BLOB NOT NULL
    ) STRICT;
    CREATE TABLE look_parts (
        part INTEGER NOT NULL,
        id INTEGER NOT NULL,            -- of looks
        PRIMARY KEY (part, id)
    ) STRICT, WITHOUT ROWID;
    """,
)

VERSION = len(MIGRATIONS)
