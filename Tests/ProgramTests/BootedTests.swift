// cutoffd as it is installed: its unit, users, directories and catalog, under a systemd that really booted.

import Foundation
import Glibc
import Testing

@Suite(.enabled(if: Machine.isWanted, "booting a systemd needs root"))
struct BootedTests {
    @Test func anEventOfAnOrdinaryUserIsToldInTheJournalWithItsFields() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 24219509-0020)"
            until_true said SHIPMENT=24219509-0020-1
            journalctl -u cutoffd -o json --all SHIPMENT=24219509-0020-1
            """)
        #expect(result.status == 0, "\(result)")
        let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        let entry = try #require(json as? [String: Any]).compactMapValues { $0 as? String }
        let expected = [
            "MESSAGE_ID": "fc209c7d133549169a7ec2b5283bbf19", "PRIORITY": "5", "ORDER": "24219509-0020",
            "EVENT": "order.placed", "TO": "awaiting-packaging", "DEADLINE": "packing", "WAREHOUSE": "msk-1",
            "SERVICE": "partner", "DELIVERY_METHOD": "m", "SPOOL_FILE": "1.json", "SUBMITTER_UID": "1001", "SEQ": "1",
        ]
        for (name, value) in expected { #expect(entry[name] == value, "\(name)") }
        #expect(entry["DUE"] != nil && entry["LATENESS_USEC"] != nil && entry["FROM"] == nil)
        #expect(entry["MESSAGE"]?.hasPrefix("24219509-0020-1 placed: pack by ") == true)
    }

    @Test func theCatalogExplainsWhatTheJournalTells() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            journalctl -u cutoffd -x --no-pager
            """)
        #expect(result.output.contains("Subject: 1-1 was placed"), "\(result)")
        #expect(result.output.contains("Say it is done: cutoffctl pack 1-1"))
    }

    @Test func everyLineOfTheJournalPageShowsSomething() async throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/journal.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("journalctl ") }
        #expect(lines.count >= 12)
        let tries = lines.map { line in
            let isEndless = line.contains(" -f ")
            return """
                (\(isEndless ? "timeout 2 " : "")\(line)) >/tmp/shown || \(isEndless ? "[ $? = 124 ]" : "exit 1")
                grep -q '[^ ]' /tmp/shown || { echo 'nothing: '\(line.quotedForShell); exit 1; }

                """
        }
        let result = try await Machine.run(Self.aDayWithEverything + tries.joined())
        #expect(result.status == 0, "\(result)")
    }

    /// An order that was told of late and is overdue at once, one that is cancelled, a refused event, a refused reload.
    private static let aDayWithEverything = """
        settings shop '[[source]]' 'name = "/shop"' 'role = "marketplace"' 'users = ["packer"]' 'trusted_time = true'
        systemctl reload cutoffd
        late='"time":"'$(date -u -d '-1 hour' +%FT%TZ)'","data":{"packBy":"2020-01-01T00:00:00Z",'
        drop orders.ndjson "$(order 24219509-0020 | sed 's/"data":{/'"$late"'/')"
        until_true said EVENT=deadline.packing
        drop 2.json "$(order 2)"
        drop 3.json '{"specversion":"1.0","id":"3","source":"/shop","type":"order.cancelled","subject":"2",
            "data":{"reason":"found-cheaper","by":"customer"}}'
        until_true said TO=cancelled
        drop 4.json '{"specversion":"1.0","id":"4","source":"/shop","type":"shipment.packed","subject":"2"}'
        until_true said SUBMITTER_UID=1001 REFUSAL=malformed
        echo 'x = 7' >/etc/cutoffd/cutoffd.toml.d/wrong.toml
        fails systemctl reload cutoffd
        until_true said PRIORITY=3

        """

    @Test func theStatusIsOneLine() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 1)"
            opened() { [[ "$(property StatusText)" == "1 open, "* ]]; }
            until_true opened
            systemctl status --no-pager cutoffd
            """)
        let line = try #require(result.output.split(separator: "\n").first { $0.contains(" Status: ") })
        #expect(line.contains("\"1 open, next "))
        #expect(line.contains("(Europe/Moscow)"))
        #expect(line.hasSuffix("spool 0\""))
    }

    @Test func nobodyButTheDaemonSeesWhatOthersDrop() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            drop 2.txt secret
            until_true test -e /var/spool/cutoffd/rejected/2.reason.json
            for directory in spool/cutoffd/{new,done,rejected} lib/cutoffd; do
                ! as packer ls /var/$directory 2>/dev/null || echo "can list $directory"
            done
            stat -c '%A %U %G %n' /var/spool/cutoffd/rejected/* /var/lib/cutoffd/orders.db
            """)
        #expect(result.status == 0, "\(result)")
        let rejected = "/var/spool/cutoffd/rejected/2"
        #expect(
            result.output == """
                -rw-r----- cutoffd cutoffd-read \(rejected).reason.json
                -rw-r----- cutoffd cutoffd-read \(rejected).txt
                -rw-r----- cutoffd cutoffd-read /var/lib/cutoffd/orders.db

                """)
    }

    @Test func aKilledDaemonComesBackAndGoesOn() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            first=$(property MainPID)
            kill -9 $first
            drop 2.json "$(order 2)"
            until_true said ORDER=2
            [ "$(property MainPID)" != $first ] && is NRestarts 1 && is ActiveState active
            at() { journalctl -u cutoffd -o json "$@" | tail -n 1 | jq -r .__MONOTONIC_TIMESTAMP; }
            echo "$((($(at MESSAGE_ID=951bd9b7070f4367aa155ba61d51cb98) - $(at EXIT_CODE=killed)) / 1000)) ms"
            """)
        #expect(result.status == 0, "\(result)")
        print("killed, and started again after", result.output, terminator: "")
    }

    @Test func itIsExposedToNoMoreThanTheHandbookExplains() async throws {
        let result = try await Machine.run(
            from: .installed, "systemd-analyze security --no-pager --threshold=10 cutoffd")
        #expect(result.status == 0, "\(result)")
        let exposed = result.output.split(separator: "\n").filter { $0.hasPrefix("✗") }
            .compactMap { $0.split(separator: " ").dropFirst().first }
        let handbook = try String(
            contentsOfFile: Machine.repository + "/docs/handbook.md", encoding: .utf8)
        #expect(exposed.count == 11, "\(exposed)")
        for point in exposed { #expect(handbook.contains(Self.asTheHandbookWrites(point)), "\(point)") }
    }

    /// `CapabilityBoundingSet=~CAP_LEASE` by its last part, as it stands in the handbook's table.
    private static func asTheHandbookWrites(_ point: Substring) -> String {
        "`"
            + point.replacing("CapabilityBoundingSet=~", with: "").replacing("|", with: "\\|")
            .replacing("SystemCallFilter=~@privileged", with: "~@privileged").replacing("=/RootImage=", with: "=")
    }

    @Test func aDaemonThatStandsStillIsReplaced() async throws {
        let result = try await Machine.run(
            """
            mkdir /run/systemd/system/cutoffd.service.d
            printf '[Service]\nWatchdogSec=500ms\nTimeoutAbortSec=100ms\n' \\
                >/run/systemd/system/cutoffd.service.d/soon.conf
            systemctl daemon-reload
            systemctl restart cutoffd
            kill -STOP "$(property MainPID)"
            until_true said UNIT=cutoffd.service UNIT_RESULT=watchdog
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            """)
        #expect(result.status == 0, "\(result)")
    }

    /// The clock of a machine without network is never synchronised.
    @Test func aClockThatIsNotSynchronisedHoldsDeadlinesUntilAnOperatorAcceptsIt() async throws {
        let result = try await Machine.run(
            from: .installed,
            """
            rm /etc/cutoffd/cutoffd.toml.d/no-time-service.toml
            systemctl start cutoffd
            held() { [[ "$(property StatusText)" == "HELD: the clock is not synchronised since the boot; "* ]]; }
            until_true held
            said PRIORITY=3 MESSAGE_ID=d0381f0a7c034eac8ca1fb446f44236c
            accepted='{"specversion":"1.0","id":"1","source":"/ctl","type":"clock.accepted"}'
            drop 1.json "$accepted"
            until_true test -e /var/spool/cutoffd/rejected/1.reason.json
            held
            printf %s "$accepted" >/var/spool/cutoffd/tmp/2.json
            mv /var/spool/cutoffd/tmp/2.json /var/spool/cutoffd/new/
            runs() { fails held; }
            until_true runs
            said MESSAGE_ID=5cb40442610745b7a6ecb82363fc9b64
            """)
        #expect(result.status == 0, "\(result)")
    }

    @Test func aReloadSucceedsOrFailsWithTheComplaint() async throws {
        let result = try await Machine.run(
            """
            systemctl reload cutoffd
            said MESSAGE_ID=e90b841135e24167b77dfa625d18fc2b
            echo '[spool]
            paht = "/"' >/etc/cutoffd/cutoffd.toml.d/wrong.toml
            fails systemctl reload cutoffd
            journalctl --sync
            journalctl -u cutoffd -o cat | grep paht
            is ActiveState active
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("wrong.toml:2: spool.paht"))
    }

    @Test func aBadConfigurationFailsTheUnitAndIsNotTriedAgain() async throws {
        let result = try await Machine.run(
            from: .installed,
            """
            echo 'x = 7' >/etc/cutoffd/cutoffd.toml.d/wrong.toml
            fails systemctl start cutoffd
            is ActiveState failed && is ExecMainStatus 78 && is NRestarts 0
            """)
        #expect(result.status == 0, "\(result)")
    }

    /// With less patience than the wait takes, and a watchdog that wants to hear of it meanwhile. A file system that is
    /// mounted later is seen through the sandbox.
    @Test func aStartThatWaitsIsNotGivenUpAndTellsItsTroubleOnce() async throws {
        let result = try await Machine.run(
            """
            systemctl stop cutoffd
            mkdir /run/systemd/system/cutoffd.service.d
            printf '[Service]\nTimeoutStartSec=2s\nWatchdogSec=3s\n' \\
                >/run/systemd/system/cutoffd.service.d/impatient.conf
            systemctl daemon-reload
            cp -a /var/lib/cutoffd /srv/disk
            rm /var/lib/cutoffd/*
            chown root:root /var/lib/cutoffd
            drop 1.json "$(order 1)"
            systemctl start cutoffd
            is ActiveState active && is NRestarts 0
            [[ "$(property StatusText)" == "waiting: "*"orders.db.lock: Permission denied" ]]
            mount --bind /srv/disk /var/lib/cutoffd
            systemctl reload cutoffd
            until_true said ORDER=1
            is NRestarts 0
            [[ "$(property StatusText)" == "1 open, "* ]]
            journalctl -u cutoffd -o cat -p err
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.split(separator: "\n").count == 1, "\(result)")
    }

    /// A file that is none, and a store of a newer version (its number stands in four bytes at 60).
    @Test(arguments: ["echo 'no store' >$store", "printf '\\0\\0\\3\\347' | dd of=$store bs=1 seek=60 conv=notrunc"])
    func aStoreThatIsNotOursFailsTheUnitAndSomebodyIsTold(spoil: String) async throws {
        let result = try await Machine.run(
            """
            systemctl stop cutoffd
            store=/var/lib/cutoffd/orders.db
            cp -p $store /root/backup.db
            rm $store-wal $store-shm
            \(spoil)
            fails systemctl start cutoffd
            is ActiveState failed && is ExecMainStatus 65 && is NRestarts 0
            until_true alerted
            journalctl -u cutoffd -o cat -p err
            cp -p /root/backup.db $store
            systemctl start cutoffd
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("put back a backup"))
    }

    @Test func aStopIsClean() async throws {
        let result = try await Machine.run(
            """
            systemctl stop cutoffd
            is ActiveState inactive && is Result success && is ExecMainStatus 0
            journalctl --sync
            journalctl -u cutoffd -o cat MESSAGE_ID=4978a80a01a640179c2aaa215e7b933a
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output == "cutoffd stopped\n")
    }
}

extension Substring {
    fileprivate var quotedForShell: String { "'" + replacing("'", with: "'\\''") + "'" }
}
