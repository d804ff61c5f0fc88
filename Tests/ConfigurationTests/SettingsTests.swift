// What a correct file comes to.

import CivilTime
import Configuration
import Orders
import Testing

struct SettingsTests {
    @Test func anEmptyFileIsTheDefaults() throws {
        #expect(try Settings.parse("") == Settings())
    }

    @Test func theSpoolsKeysAreRead() throws {
        let spool = try Settings.parse(
            """
            [spool]
            path = "/srv/spool"
            keep = "2d"
            settle = "1s"
            operators = ["anna", "boris"]
            read_retries = 0
            maximum_file_bytes = 1000
            maximum_event_bytes = 100
            """
        ).spool
        #expect(spool.path == "/srv/spool")
        #expect(spool.keep == .days(2))
        #expect(spool.settle == .seconds(1))
        #expect(spool.operators == ["anna", "boris"])
        #expect(spool.readRetries == 0)
        #expect(spool.maximumFileBytes == 1000)
        #expect(spool.maximumEventBytes == 100)
    }

    @Test func theStoresAndTheClocksKeysAreRead() throws {
        let settings = try Settings.parse(
            """
            [store]
            path = "/srv/orders.db"
            keep_closed = "30d"
            [clock]
            step_limit = "10s"
            tolerance = "1min"
            require_sync = false
            """)
        #expect(settings.store.path == "/srv/orders.db")
        #expect(settings.store.keepClosed == .days(30))
        #expect(settings.clock.stepLimit == .seconds(10))
        #expect(!settings.clock.requireSync)
        #expect(settings.policy.tolerance == .minutes(1))
    }

    @Test func theQualityReportsThresholdsAreRead() throws {
        let quality = try Settings.parse("quality = { cancelled_percent = \"0.5\", late_percent = \"0\" }").quality
        #expect(quality.cancelled.text == "0.5")
        #expect(quality.late.text == "0")
    }

    @Test func everyWindowIsReadAndAnyOfThemOverriddenByAWarehouseOrAService() throws {
        let keys = """
            passport_window = "1h"
            passport_anchor = "paid"
            packing_grace = "none"
            handover_days = 3
            handover_grace_days = 4
            dispute_window = "5min"
            cancellation_answer = "6h"
            appeal_window = "7d"
            waiting_event = "8h"
            lateness = "9s"

            """
        var expected = Windows()
        expected.passport = .hours(1)
        expected.passportAnchor = .paid
        expected.packingGrace = .none
        expected.handOverDays = 3
        expected.handOverGraceDays = 4
        expected.dispute = .minutes(5)
        expected.cancellationAnswer = .hours(6)
        expected.appeal = .days(7)
        expected.waitingEvent = .hours(8)
        expected.lateness = .seconds(9)
        func windows(_ text: String) throws -> Windows {
            try Settings.parse(text).policy.windows(warehouse: WarehouseID("msk-1"), service: ServiceID("partner"))
        }
        #expect(try windows("[deadlines]\n" + keys) == expected)
        #expect(try windows(warehouse + keys) == expected)
        #expect(try windows("[[service]]\nid = \"partner\"\n" + keys) == expected)
        #expect(try windows("") == Windows())
    }

    @Test func thePackingGraceMayBeASpan() throws {
        let windows = try Settings.parse("deadlines.packing_grace = \"1h 30min\"").policy.windows
        #expect(windows.packingGrace == .span(.minutes(90)))
    }

    @Test func theRemindersAreRead() throws {
        let reminders = try Settings.parse(
            """
            [reminders]
            packing = []
            passport = ["1h", "2h"]
            appeal = ["1d"]
            cancellation = ["90s"]
            """
        ).policy.reminders
        #expect(reminders.packing == [])
        #expect(reminders.passport == [.hours(1), .hours(2)])
        #expect(reminders.appeal == [.days(1)])
        #expect(reminders.cancellation == [.seconds(90)])
    }

    @Test func aServicesKeysAreRead() throws {
        let services = try Settings.parse(
            """
            [[service]]
            id = "partner"
            name = "Partner delivery"
            integrated = true
            fee = { percent = "12.5", minimum = "30.00", maximum = "1500.00" }
            [[service]]
            id = "own"
            """
        ).policy.services
        let percent = try #require(Percentage("12.5"))
        #expect(
            services[ServiceID("partner")]
                == DeliveryService(
                    id: ServiceID("partner"), name: "Partner delivery", isIntegrated: true,
                    fee: ServiceFee(percent: percent, minimum: "30.00", maximum: "1500.00")))
        #expect(
            services[ServiceID("own")]
                == DeliveryService(id: ServiceID("own"), name: "own", isIntegrated: false, fee: nil))
    }

    @Test func aSourcesKeysAreRead() throws {
        let sources = try Settings.parse(
            """
            [[source]]
            name = "/feeds/partner"
            role = "carrier"
            users = ["feeds"]
            trusted_time = true
            backdating = "2h"
            expect_every = "1h"
            [[source]]
            name = "/shop"
            role = "seller"
            """
        ).policy.sources
        let name = SourceName("/feeds/partner")
        #expect(
            sources[name]
                == EventSource(
                    name: name, role: .carrier, users: ["feeds"], trustedBackdating: .hours(2),
                    expectEvery: .hours(1)))
        #expect(sources[SourceName("/shop")] == EventSource(name: SourceName("/shop"), role: .seller))
    }

    @Test func aTrustedSourceIsBelievedADayBackWhereTheFileDoesNotSay() throws {
        let text = "[[source]]\nname = \"/a\"\nrole = \"carrier\"\nusers = [\"b\"]\ntrusted_time = true"
        #expect(try Settings.parse(text).policy.sources[SourceName("/a")]?.trustedBackdating == .hours(24))
    }

    @Test func aReasonsKeysAreRead() throws {
        let reasons = try Settings.parse(
            """
            [[reason]]
            code = "lost"
            text = "Lost by the delivery service"
            by = ["carrier", "marketplace"]
            fault = "carrier"
            """
        ).policy.reasons
        let code = ReasonCode("lost")
        #expect(
            reasons[code]
                == Reason(
                    code: code, text: "Lost by the delivery service", by: [.carrier, .marketplace], fault: .carrier))
    }
}
