// Settings and events as text, with only what a test is about.

extension String {
    /// Settings whose days pass in seconds or less. `@` stands for the site's directory.
    /// - Parameters:
    ///   - packing: how long the warehouse has for an order.
    ///   - others: more TOML at the end.
    static func settings(packing: String = "24h", grace: String = "24h", _ others: String = "") -> String {
        """
        [spool]
        path = "@/spool"
        settle = "1s"
        read_retries = 1
        [store]
        path = "@/lib/orders.db"
        [clock]
        require_sync = false
        [deadlines]
        packing_grace = "\(grace)"
        handover_days = 30
        passport_window = "300ms"
        dispute_window = "200ms"
        cancellation_answer = "300ms"
        appeal_window = "300ms"
        waiting_event = "400ms"
        [reminders]
        packing = ["100ms"]
        passport = []
        appeal = ["100ms"]
        cancellation = ["100ms"]
        [[warehouse]]
        id = "express"
        time_zone = "Europe/Moscow"
        packing_time = "\(packing)"
        [[service]]
        id = "own"
        [[reason]]
        code = "changed-mind"
        text = "The customer changed their mind"
        by = ["customer"]
        fault = "customer"
        \(others)
        """
    }

    /// An event.
    /// - Parameter data: the members of its `data`, as JSON.
    static func event(_ type: String, _ subject: String, id: String, _ data: String = "{}") -> String {
        """
        {"specversion":"1.0","id":"\(id)","source":"/wms","type":"\(type)","subject":"\(subject)","data":\(data)}
        """
    }

    /// An order of the express warehouse: two packets of coffee.
    /// - Parameter more: further members of `data`, with a comma in front.
    static func placed(_ order: String, more: String = "") -> String {
        let item = #"{"sku":"1","name":"Coffee","quantity":2,"price":"279.00","currency":"RUB"}"#
        let place = #""warehouse":"express","service":"own","deliveryMethod":"courier","delivery":"courier""#
        return event("order.placed", order, id: "placed-\(order)", "{\(place),\"items\":[\(item)]\(more)}")
    }

    static func packed(_ shipment: String) -> String { event("shipment.packed", shipment, id: "packed-\(shipment)") }
}
