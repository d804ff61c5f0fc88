// The first schema: orders, what they are held to, what happened to them, and what was heard.

extension Migration {
    /// Instants are milliseconds since 1970; an absent due time is the greatest integer, so that it sorts last.
    static let ordersAndDeadlines = Migration(
        name: "orders and deadlines",
        sql: """
            -- Everything on file under an order number. `changed` is when it was last committed.
            CREATE TABLE dockets (
                id INTEGER PRIMARY KEY,
                number TEXT NOT NULL UNIQUE,
                version INTEGER NOT NULL,
                is_open INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                snapshot TEXT NOT NULL
            ) STRICT;
            CREATE INDEX dockets_closed ON dockets (changed) WHERE is_open = 0;

            -- What people look for shipments by: a projection of the snapshots.
            CREATE TABLE shipments (
                number TEXT PRIMARY KEY,
                docket INTEGER NOT NULL REFERENCES dockets,
                part INTEGER NOT NULL,
                state TEXT NOT NULL,
                held INTEGER NOT NULL,
                overdue INTEGER NOT NULL,
                warehouse TEXT NOT NULL,
                service TEXT NOT NULL,
                method TEXT NOT NULL,
                placed INTEGER NOT NULL,
                due INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX shipments_by_docket ON shipments (docket, part);
            -- Each view filters inside its index, before it looks up a row.
            CREATE INDEX shipments_by_due ON shipments (state, due, number, warehouse, service, method, overdue);
            CREATE INDEX shipments_by_placed
                ON shipments (state, placed, number, warehouse, service, method, overdue, due);

            CREATE TABLE tracking (
                number TEXT PRIMARY KEY,
                shipment TEXT NOT NULL UNIQUE REFERENCES shipments ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;

            -- The timers: what stands, by key. `shipment` is empty for a deadline of the whole order.
            CREATE TABLE deadlines (
                docket INTEGER NOT NULL REFERENCES dockets,
                kind TEXT NOT NULL,
                shipment TEXT NOT NULL,
                detail TEXT NOT NULL,
                due INTEGER NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (docket, kind, shipment, detail)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX deadlines_by_position ON deadlines (position, docket);
            CREATE INDEX deadlines_by_due ON deadlines (due, kind, docket, shipment, detail, position);

            -- One row a transition, never changed.
            CREATE TABLE history (
                seq INTEGER PRIMARY KEY,
                order_number TEXT NOT NULL,
                shipment TEXT NOT NULL,
                cause TEXT NOT NULL,
                from_state TEXT,
                to_state TEXT NOT NULL,
                effective INTEGER NOT NULL,
                committed INTEGER NOT NULL,
                due INTEGER,
                reason TEXT,
                event_source TEXT,
                event_id TEXT,
                file TEXT,
                submitter INTEGER,
                event TEXT,
                transition TEXT NOT NULL
            ) STRICT;
            CREATE INDEX history_by_order ON history (order_number);
            CREATE INDEX history_by_shipment ON history (shipment);

            -- What became of each record of each file; `fate` is what became later of an event that waited.
            CREATE TABLE receipts (
                inode INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                record INTEGER NOT NULL,
                source TEXT,
                id TEXT,
                committed INTEGER NOT NULL,
                outcome TEXT NOT NULL,
                fate TEXT,
                PRIMARY KEY (inode, changed, record)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX receipts_by_event ON receipts (source, id) WHERE source IS NOT NULL;
            CREATE INDEX receipts_by_age ON receipts (committed);

            -- Names that are taken, and the digest of what for; `docket` where a transition tells it.
            CREATE TABLE names (
                source TEXT NOT NULL,
                id TEXT NOT NULL,
                digest BLOB NOT NULL,
                taken INTEGER NOT NULL,
                docket INTEGER,
                PRIMARY KEY (source, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX names_by_docket ON names (docket, taken);

            -- Rejections that the spool still owes a place.
            CREATE TABLE late_rejections (
                place INTEGER PRIMARY KEY,
                inode INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                record INTEGER NOT NULL,
                file TEXT NOT NULL,
                event TEXT NOT NULL,
                refusal TEXT NOT NULL,
                UNIQUE (inode, changed, record)
            ) STRICT;

            -- What was heard of whom.
            CREATE TABLE sources (
                source TEXT PRIMARY KEY,
                accepted INTEGER NOT NULL DEFAULT 0,
                duplicate INTEGER NOT NULL DEFAULT 0,
                waiting INTEGER NOT NULL DEFAULT 0,
                refused INTEGER NOT NULL DEFAULT 0,
                last_event INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            -- How many shipments are in each state, and how many orders are open: kept, not counted.
            CREATE TABLE counts (what TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TRIGGER shipment_enters AFTER INSERT ON shipments BEGIN
                INSERT INTO counts VALUES (NEW.state, 1) ON CONFLICT (what) DO UPDATE SET count = count + 1;
            END;
            CREATE TRIGGER shipment_moves AFTER UPDATE OF state ON shipments WHEN NEW.state <> OLD.state BEGIN
                UPDATE counts SET count = count - 1 WHERE what = OLD.state;
                INSERT INTO counts VALUES (NEW.state, 1) ON CONFLICT (what) DO UPDATE SET count = count + 1;
            END;
            CREATE TRIGGER shipment_leaves AFTER DELETE ON shipments BEGIN
                UPDATE counts SET count = count - 1 WHERE what = OLD.state;
            END;
            INSERT INTO counts VALUES ('open', 0);
            CREATE TRIGGER docket_enters AFTER INSERT ON dockets WHEN NEW.is_open = 1 BEGIN
                UPDATE counts SET count = count + 1 WHERE what = 'open';
            END;
            CREATE TRIGGER docket_moves AFTER UPDATE OF is_open ON dockets WHEN NEW.is_open <> OLD.is_open BEGIN
                UPDATE counts SET count = count + NEW.is_open - OLD.is_open WHERE what = 'open';
            END;
            CREATE TRIGGER docket_leaves AFTER DELETE ON dockets WHEN OLD.is_open = 1 BEGIN
                UPDATE counts SET count = count - 1 WHERE what = 'open';
            END;

            -- One row: how far the daemon has come, and what it says of itself.
            CREATE TABLE facts (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                last_seq INTEGER NOT NULL DEFAULT 0,
                last_docket INTEGER NOT NULL DEFAULT 0,
                reported_seq INTEGER NOT NULL DEFAULT 0,
                committed INTEGER,
                mark_position INTEGER,
                mark_wall INTEGER,
                mark_since_boot INTEGER,
                mark_boot TEXT,
                held TEXT,
                spool_depth INTEGER NOT NULL DEFAULT 0,
                rejected_files INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            INSERT INTO facts (one) VALUES (1);
            """)
}
