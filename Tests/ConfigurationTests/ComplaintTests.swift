// How a fault is told: where, what was expected, what was found.

import Configuration
import Testing

struct ComplaintTests {
    @Test func aComplaintIsOneLineWithFileLineAndTheKeysFullPath() {
        let text = """
            \(warehouse)
            [[warehouse]]  # the second
            id = "msk-2"
            time_zone = "Europe/Moscow"
            shipping_time = "25:00"
            """
        #expect(
            complaints(about: [("/etc/cutoffd/cutoffd.toml", text)]) == [
                #"/etc/cutoffd/cutoffd.toml:9: warehouse[2].shipping_time: expected a time like "13:00", "#
                    + #"found "25:00""#
            ])
    }

    @Test func everythingIsComplainedAboutAtOnceFromTheTopDown() {
        let found = complaints(
            about: """
                [clock]
                require_sync = "yes"
                [spool]
                kep = "7d"
                settle = 5
                [deadlines]
                passport_anchor = "create"
                """)
        #expect(
            found == [
                #"cutoffd.toml:2: clock.require_sync: expected true or false, found "yes""#,
                #"cutoffd.toml:4: spool.kep: expected a known name, found "kep"; did you mean "keep"?"#,
                #"cutoffd.toml:5: spool.settle: expected a span of time like "15min" or "1h 30min", found 5"#,
                #"cutoffd.toml:7: deadlines.passport_anchor: expected one of "created", "paid", found "create"; "#
                    + #"did you mean "created"?"#,
            ])
    }

    @Test func anUnknownNameNearNoneIsToldWhichThereAre() {
        #expect(
            complaints(about: "[store]\ncompression = true") == [
                #"cutoffd.toml:2: store.compression: expected one of the names keep_closed, path, found "compression""#
            ])
    }

    @Test func anUnknownTableIsRefused() {
        #expect(
            complaints(about: "[spol]\npath = \"/a\"") == [
                #"cutoffd.toml:1: spol: expected a known name, found "spol"; did you mean "spool"?"#
            ])
    }

    @Test func whatIsMissingIsToldAtItsTable() {
        let found = complaints(about: "\n[[reason]]\ncode = \"a\"\n[[service]]\n[[source]]\nname = \"/a\"")
        #expect(
            found == [
                #"cutoffd.toml:2: reason[1].by: expected a list in brackets, of one of "seller", "customer", "#
                    + #""carrier", "marketplace", found nothing"#,
                #"cutoffd.toml:2: reason[1].fault: expected one of "seller", "customer", "carrier", "marketplace", "#
                    + "found nothing",
                "cutoffd.toml:2: reason[1].text: expected a text of 1 to 200 bytes on one line, found nothing",
                "cutoffd.toml:4: service[1].id: expected a name of 1 to 200 bytes on one line, found nothing",
                #"cutoffd.toml:5: source[1].role: expected one of "seller", "carrier", "marketplace", found nothing"#,
            ])
    }

    @Test(arguments: [
        ("spool = 3", "1: spool: expected a table, found 3"),
        ("[warehouse]\nid = \"a\"", "1: warehouse: expected tables, each under [[warehouse]], found a table"),
        ("warehouse = [1]", "1: warehouse[1]: expected a table, found 1"),
        (
            "[spool]\noperators = \"anna\"",
            "2: spool.operators: expected a list in brackets, of a text of 1 to 200 "
                + "bytes on one line, found \"anna\""
        ),
        ("[spool]\nread_retries = 2.5", "2: spool.read_retries: expected a whole number from 0 to 1000, found 2.5"),
        ("[spool]\nread_retries = 1001", "2: spool.read_retries: expected a whole number from 0 to 1000, found 1001"),
        ("[spool]\npath = \"\"", "2: spool.path: expected a path of 1 to 4096 bytes, found \"\""),
        (
            "[deadlines]\nappeal_window = \"1 fortnight\"",
            "2: deadlines.appeal_window: expected a span of time like \"15min\" or \"1h 30min\", found \"1 fortnight\""
        ),
        (
            "[deadlines]\nlateness = \"101y\"",
            "2: deadlines.lateness: expected a span of time like \"15min\" or \"1h 30min\", found \"101y\""
        ),
        (
            "[deadlines]\npacking_grace = \"next day\"",
            "2: deadlines.packing_grace: expected \"next working day\", \"none\", or a span of time like \"24h\", "
                + "found \"next day\""
        ),
        (
            "[reminders]\npacking = [\"2h\", \"0s\"]",
            "2: reminders.packing[2]: expected a span of time like \"15min\" or \"1h 30min\", longer than nothing, "
                + "found \"0s\""
        ),
        (
            "[clock]\nstep_limit = \"0s\"",
            "2: clock.step_limit: expected a span of time like \"15min\" or \"1h 30min\", longer than nothing, "
                + "found \"0s\""
        ),
        (
            "[[service]]\nid = \"a\\u0007\"",
            "2: service[1].id: expected a name of 1 to 200 bytes on one line, found \"a \""
        ),
    ])
    func whatIsNotOfItsFormIsRefused(text: String, complaint: String) {
        #expect(complaints(about: text) == ["cutoffd.toml:" + complaint])
    }

    @Test(arguments: [
        ("percent = 12.5", "percent: expected a percentage in quotes like \"12.5\", found 12.5"),
        ("percent = \"101\"", "percent: expected a percentage in quotes like \"12.5\", found \"101\""),
        ("minimum = \"1\"", "percent: expected a percentage in quotes like \"12.5\", found nothing"),
        ("percent = \"1\", minimum = \"-1\"", "minimum: expected an amount in quotes like \"30.00\", found \"-1\""),
        (
            "percent = \"1\", minimum = \"1.005\"",
            "minimum: expected an amount in quotes like \"30.00\", found \"1.005\""
        ),
        (
            "percent = \"1\", minimum = \"30\", maximum = \"29.99\"",
            "maximum: expected at least the minimum, \"30\", found \"29.99\""
        ),
        ("percent = \"1\", cap = \"1\"", "cap: expected one of the names maximum, minimum, percent, found \"cap\""),
    ])
    func aFeeIsCheckedAsDecimals(fee: String, complaint: String) {
        let text = "[[service]]\nid = \"a\"\nfee = { \(fee) }"
        #expect(complaints(about: text) == ["cutoffd.toml:3: service[1].fee.\(complaint)"])
    }

    @Test func timesAreTrustedOnlyFromUsersThatAreNamed() {
        let text = "[[source]]\nname = \"/a\"\nrole = \"carrier\"\ntrusted_time = true"
        #expect(
            complaints(about: text) == [
                "cutoffd.toml:1: source[1].users: expected at least one user, as trusted_time is true, found none"
            ])
    }

    @Test func aSyntaxErrorIsToldWithItsLine() {
        let found = complaints(about: "[spool]\npath = \n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("cutoffd.toml:2: expected TOML, found ") == true, "\(found)")
    }

    /// On each of these an assertion of the parser fails.
    @Test(arguments: [
        ("[spool]\n[[[warehouse]]]", "2: expected TOML, found a table's header that does not begin with a name"),
        ("[=a]", "1: expected TOML, found a table's header that does not begin with a name"),
        (
            "[spool]\nkeep = 2026-11-23T:00",
            "2: expected TOML, found `2026-11-23T:00`, which is no number, date or truth; quotes are missing"
        ),
        (
            "[spool]\nkeep = 2026-11-23 0",
            "2: expected TOML, found `2026-11-23 0`, which is no number, date or truth; quotes are missing"
        ),
        (
            "[[service]]\nfee = { percent = 12:5 }",
            "2: expected TOML, found `12:5`, which is no number, date or truth; quotes are missing"
        ),
        (
            "[spool]\noperators = [\n \"a\",\n anna ]",
            "4: expected TOML, found `anna`, which is no number, date or truth; quotes are missing"
        ),
        ("[spool]\noperators = [\"a\",\n}", "3: expected TOML, found `}`, which closes no bracket"),
    ])
    func whatTheParserWouldNotSurviveIsRefusedBefore(text: String, complaint: String) {
        #expect(complaints(about: text) == ["cutoffd.toml:\(complaint)"])
    }

    @Test(arguments: [("2026-11-23 07:32:00", "2026-11-23T07:32:00"), ("2026-11-23 # a day", "2026-11-23")])
    func behindADateMayStandATimeOrNothing(spaced: String, joined: String) {
        #expect(complaints(about: "[spool]\nkeep = \(spaced)") == complaints(about: "[spool]\nkeep = \(joined)"))
    }

    @Test func aNameThatOthersUseMeansOneOfThem() {
        func reason(_ code: String, _ aliases: String) -> String {
            """
            [[reason]]
            code = "\(code)"
            aliases = [\(aliases)]
            text = "x"
            by = ["seller"]
            fault = "seller"

            """
        }
        func found(_ alias: String, _ other: String) -> String {
            "expected names that no other reason has, found \"\(alias)\", which \(other) has"
        }
        let twice = reason("a", "\"352\", \"352\"") + reason("b", "\"352\", \"400\", \"c\"") + reason("c", "")
        #expect(
            complaints(about: twice) == [
                "cutoffd.toml:3: reason[1].aliases: \(found("352", "b"))",
                "cutoffd.toml:9: reason[2].aliases: \(found("352", "a"))",
                "cutoffd.toml:9: reason[2].aliases: \(found("c", "c"))",
            ])
        #expect(complaints(about: reason("a", "\"a\", \"352\", \"352\"")).isEmpty, "its own names are no others'")
        #expect(complaints(about: reason("a", "352")).first?.contains("reason[1].aliases[1]: expected a name") == true)
    }

    @Test func whatFollowsANulIsNotOverlooked() {
        #expect(complaints(about: "[spool]\n\0\nkep = 1") == ["cutoffd.toml:2: expected TOML, found a NUL character"])
    }

    @Test func aListMadeOfTooManyBracketsIsRefusedAndDoesNotCrash() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(complaints(about: "a = \(deep)").count == 1)
    }
}
