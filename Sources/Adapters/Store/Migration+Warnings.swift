// What people are owed that is no transition: reports that contradict what is known.

extension Migration {
    static let warnings = Migration(
        name: "warnings",
        sql: """
            -- Warnings that were perhaps not told, in their order, as JSON; gone when people have heard them.
            CREATE TABLE warnings (place INTEGER PRIMARY KEY, warning TEXT NOT NULL) STRICT;
            """)
}
