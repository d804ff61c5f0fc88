// A clock that is really set, under a real daemon: `date -s` on a kernel of the test's own.

import Foundation
import Testing

@Suite(.enabled(if: Machine.isWanted, "a kernel of its own is only started by root"))
struct ClockStepTests {
    @Test func aStepAheadHoldsDeadlinesUntilTheClockIsAccepted() async throws {
        let said = try await run(
            """
            date -s '+2 hours' >/dev/null
            until_true said 'deadlines are held: the clock jumped'
            drop 2
            cutoffctl clock accept >/dev/null
            until_true said '2-1 placed'
            # First the word, then the deadline, then what was dropped after it.
            awk '/run again/ { word = NR } /1-1 overdue/ { deadline = NR } /2-1 placed/ { drop = NR }
                END { exit !(word < deadline && deadline < drop) }' journal
            cutoffctl history 1 --json
            """)
        // As of its due time, an hour after the order; and not before the operator's word.
        let overdue = try #require(said.split(separator: "\n").last { $0.contains("deadline.packing") })
        let entry = try JSONDecoder().decode(Entry.self, from: Data(overdue.utf8))
        #expect(entry.effectiveAt < entry.committedAt)
        #expect(entry.latenessMs > 55 * 60_000 && entry.latenessMs < 65 * 60_000)
    }

    @Test func aStepBackHoldsDeadlinesAndNothingTakesEffectTwice() async throws {
        let said = try await run(
            """
            date -s '+2 hours' >/dev/null
            cutoffctl clock accept >/dev/null
            until_true said '1-1 overdue'
            date -s '-3 hours' >/dev/null
            until_true said 'deadlines are held: the clock is .* behind'
            drop 2
            until_true said '2-1 placed'
            { kill -9 $daemon; wait $daemon || :; } 2>/dev/null
            start
            until_true said_in_this_life 'deadlines are held: the clock is .* behind'
            date -s '+3 hours 1 second' >/dev/null
            until_true said_in_this_life 'deadlines run again'
            drop 3
            until_true said '3-1 placed'
            grep -c '1-1 overdue' journal
            cutoffctl history 1 --json | grep -c deadline.packing
            cutoffctl verify
            """)
        #expect(said == "1\n1\n")
    }

    private struct Entry: Decodable {
        let effectiveAt: String
        let committedAt: String
        let latenessMs: Int
    }

    /// Runs a script beside a daemon with one order, `1`, which is to be packed within an hour.
    private func run(_ script: String) async throws -> String {
        let file = NSTemporaryDirectory() + "cutoffd-step-\(UUID().uuidString.prefix(8))"
        try (Self.words + script).write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let result = try await Program.run([Machine.repository + "/Tests/tools/step-clock", file])
        try #require(result.status == 0, "\(result)")
        return result.output
    }

    private static let words = """
        set -eu
        PATH='\(Program.directory)':$PATH
        export CUTOFFD_CONFIG=/run/site/cutoffd.toml RUNTIME_DIRECTORY=/run/site/run
        mkdir -p /run/site/lib /run/site/run /run/site/spool/tmp /run/site/spool/new
        cd /run/site
        cat >cutoffd.toml <<'TOML'
        [spool]
        path = "/run/site/spool"
        [store]
        path = "/run/site/lib/orders.db"
        [clock]
        require_sync = false
        [[warehouse]]
        id = "w"
        time_zone = "UTC"
        packing_time = "1h"
        [[service]]
        id = "s"
        TOML
        until_true() {
            local tries
            for ((tries = 0; tries < 600; tries++)); do "$@" && return; sleep .1; done
            echo "it does not happen that: $*"; cat journal; return 1
        }
        said() { grep -q "$1" journal; }
        said_in_this_life() { tac journal | sed '/ started: /q' | grep "$1" >/dev/null; }
        start() {
            local lives; lives=$(grep -c ' started: ' journal || :)
            cutoffd --config cutoffd.toml 2>>journal & daemon=$!
            until_true started_again "$lives"
        }
        started_again() { [ "$(grep -c ' started: ' journal)" -gt "$1" ]; }
        drop() {
            local item='{"sku":"1","name":"Tea","quantity":1,"price":"1.00","currency":"EUR"}'
            printf '{"specversion":"1.0","id":"%s","source":"/s","type":"order.placed","subject":"%s",' "$1" "$1" \\
                >spool/tmp/$1.json
            printf '"data":{"warehouse":"w","service":"s","deliveryMethod":"m","delivery":"courier","items":[%s]}}' \\
                "$item" >>spool/tmp/$1.json
            mv spool/tmp/$1.json spool/new/
        }
        touch journal
        start
        drop 1
        until_true said '1-1 placed'

        """
}
