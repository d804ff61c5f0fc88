// What keeps a view cheap whose filter few shipments pass, or none.

extension Migration {
    static let lanes = Migration(
        name: "lanes",
        sql: """
            -- How many shipments there are of a state, a warehouse, a service and a delivery method: kept, not counted.
            CREATE TABLE lanes (
                state TEXT NOT NULL,
                warehouse TEXT NOT NULL,
                service TEXT NOT NULL,
                method TEXT NOT NULL,
                count INTEGER NOT NULL,
                PRIMARY KEY (state, warehouse, service, method)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO lanes
                SELECT state, warehouse, service, method, count(*) FROM shipments GROUP BY 1, 2, 3, 4;
            CREATE INDEX shipments_by_lane ON shipments (state, warehouse, service, method);

            CREATE TRIGGER shipment_enters_lane AFTER INSERT ON shipments BEGIN
                INSERT INTO lanes VALUES (NEW.state, NEW.warehouse, NEW.service, NEW.method, 1)
                    ON CONFLICT DO UPDATE SET count = count + 1;
            END;
            CREATE TRIGGER shipment_changes_lane AFTER UPDATE OF state, warehouse, service, method ON shipments
            WHEN (NEW.state, NEW.warehouse, NEW.service, NEW.method)
                <> (OLD.state, OLD.warehouse, OLD.service, OLD.method)
            BEGIN
                UPDATE lanes SET count = count - 1 WHERE (state, warehouse, service, method)
                    = (OLD.state, OLD.warehouse, OLD.service, OLD.method);
                INSERT INTO lanes VALUES (NEW.state, NEW.warehouse, NEW.service, NEW.method, 1)
                    ON CONFLICT DO UPDATE SET count = count + 1;
            END;
            CREATE TRIGGER shipment_leaves_lane AFTER DELETE ON shipments BEGIN
                UPDATE lanes SET count = count - 1 WHERE (state, warehouse, service, method)
                    = (OLD.state, OLD.warehouse, OLD.service, OLD.method);
            END;
            """)
}
