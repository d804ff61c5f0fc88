// Counts by source and type, and the sources that are expected to speak.

extension Migration {
    /// Counts move out of `sources`, which keeps when each spoke last. What was counted before types were has the empty
    /// type; so have receipts of before, and the counts that they are taken from when an event waits no more.
    static let feeds = Migration(
        name: "feeds",
        sql: """
            -- What became of what was heard.
            CREATE TABLE heard (
                source TEXT NOT NULL REFERENCES sources,
                type TEXT NOT NULL,
                accepted INTEGER NOT NULL,
                duplicate INTEGER NOT NULL,
                late INTEGER NOT NULL,
                waiting INTEGER NOT NULL,
                refused INTEGER NOT NULL,
                PRIMARY KEY (source, type)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO heard SELECT source, '', accepted, duplicate, 0, waiting, refused FROM sources;
            ALTER TABLE sources DROP COLUMN accepted;
            ALTER TABLE sources DROP COLUMN duplicate;
            ALTER TABLE sources DROP COLUMN waiting;
            ALTER TABLE sources DROP COLUMN refused;
            ALTER TABLE receipts ADD COLUMN type TEXT NOT NULL DEFAULT '';

            -- Sources with `expect_every`: when each is to have spoken, or since when it has not. `news` is what people
            -- were perhaps not told yet.
            CREATE TABLE feeds (
                source TEXT PRIMARY KEY,
                every INTEGER NOT NULL,
                due INTEGER,
                silent_since INTEGER,
                news TEXT,
                CHECK ((due IS NULL) <> (silent_since IS NULL))
            ) STRICT, WITHOUT ROWID;
            """)
}
