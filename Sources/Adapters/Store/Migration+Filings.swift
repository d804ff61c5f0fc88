// What the store knows of the files in the archive, so that after a restore it can tell which ones it lacks.

extension Migration {
    static let filings = Migration(
        name: "filings",
        sql: """
            -- A row a file, by its name in the archive (arrived in nanoseconds). `extent`: 0 some of its records are
            -- decided, 1 all, 2 a restore went on without it. `inode` and `changed` are what its receipts are kept by.
            CREATE TABLE filings (
                arrived INTEGER NOT NULL,
                submitter INTEGER NOT NULL,
                name TEXT NOT NULL,
                inode INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                extent INTEGER NOT NULL,
                PRIMARY KEY (arrived, submitter, name)
            ) STRICT, WITHOUT ROWID;

            -- Files that arrived through `filed_through` have no row and are known: they came before this table did, or
            -- their rows were let go of. `replaying` is the archive that is being fed, `replay` how far that has come.
            ALTER TABLE facts ADD COLUMN filed_through INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE facts ADD COLUMN replaying TEXT;
            ALTER TABLE facts ADD COLUMN replay TEXT;
            -- A stamp from the future counted as the moment it was seen, so nothing arrived after it was committed.
            UPDATE facts SET filed_through = (SELECT ifnull(max(min(changed, committed * 1000000 + 999999)), 0)
                FROM receipts);
            """)
}
