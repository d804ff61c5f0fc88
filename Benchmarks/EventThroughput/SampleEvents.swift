// The events that are measured: what an ordinary day brings, and what nobody wants.

enum SampleEvents {
    /// An order of two products, as programs write it: about 600 bytes.
    static func order(_ number: Int) -> String {
        #"{ "specversion": "1.0", "id": "a7c1-\#(number)", "source": "/wms/msk-1", "type": "order.placed", "#
            + #""time": "2026-11-23T09:12:00+03:00", "subject": "24\#(number)-0020", "#
            + #""data": { "warehouse": "msk-1", "service": "partner", "deliveryMethod": "courier-msk", "#
            + #""delivery": "courier", "fromAbroad": false, "createdAt": "2026-11-23T09:11:42+03:00", "#
            + #""items": [ { "sku": "180550365", "name": "Coffee 250 g, in beans", "quantity": 2, "#
            + #""price": "279.00", "currency": "RUB" }, { "sku": "180550366", "name": "Чай чёрный, 100 г", "#
            + #""quantity": 1, "price": "199.90", "currency": "RUB" } ] } }"#
    }

    /// A status of a parcel without white space: most of what a carrier sends.
    static func status(_ number: Int) -> String {
        #"{"specversion":"1.0","id":"s-\#(number)","source":"/feeds/partner","type":"courier.departed","#
            + #""time":"2026-11-23T09:12:00+03:00","subject":"24\#(number)-0020-1","data":{}}"#
    }

    /// A line of a log that somebody dropped by mistake.
    static func junk(_ number: Int) -> String {
        "2026-11-23 09:12:00.\(number) INFO  [worker-3] request \(number) served in 12 ms: GET /orders/24219509"
    }
}
