// Who may do what, tried by users of a machine where cutoffd is installed. The daemon is stopped where files must stay
// where they were dropped.

import Testing

@Suite(.enabled(if: Machine.isWanted, "booting a systemd needs root"))
struct AccessTests {
    @Test func aSubmitterAddsFilesAndSeesNobodyElses() async throws {
        let result = try await run(
            """
            drop 1.json "$(order 1)"
            drop 2.txt nonsense
            until_true test -e /var/spool/cutoffd/rejected/2.reason.json
            systemctl stop cutoffd
            cd /var/spool/cutoffd
            drop mine.json mine
            as packer bash -c 'umask 077; echo mine >tmp/draft.json'
            as rival bash -c 'umask 022; echo rival >tmp/rival.json; mv tmp/rival.json new/'
            as rival mv -n /dev/null new/gone 2>/dev/null || :
            as rival test -w new && as rival test -w tmp
            store=/var/lib/cutoffd
            for path in tmp/draft.json new/mine.json done rejected rejected/2.reason.json $store $store/orders.db; do
                ! as rival cat "$path" 2>/dev/null && ! as rival ls "$path/" 2>/dev/null || echo "sees $path"
            done
            for directory in new tmp; do ! as rival ls $directory 2>/dev/null || echo "lists $directory"; done
            as rival rm -f new/mine.json tmp/draft.json 2>/dev/null || :
            as rival mv -f new/mine.json tmp/ 2>/dev/null || :
            as rival mv -f new/rival.json new/mine.json 2>/dev/null || :
            as rival mv new old 2>/dev/null || :
            as rival touch done/x rejected/x x /var/lib/cutoffd/x 2>/dev/null || :
            for command in orders rejected 'history 1' status verify; do
                as rival cutoffctl $command >/dev/null 2>&1 || echo "$command: $?"
            done
            cat new/mine.json tmp/draft.json
            echo; ls -A . new /var/lib/cutoffd | grep -x -e x -e old || :
            """)
        #expect(result.status == 0, "\(result)")
        let refused = ["orders", "rejected", "history 1", "status", "verify"].map { $0 + ": 77\n" }
        #expect(result.output == refused.joined() + "minemine\n\n", "\(result)")
    }

    @Test func aReaderSeesOrdersAndRefusedFilesAndAddsNothing() async throws {
        let result = try await run(
            """
            drop 1.json "$(order 1)"
            drop 2.txt nonsense
            until_true test -e /var/spool/cutoffd/rejected/2.reason.json
            until_true said ORDER=1
            as reader cutoffctl orders --json | grep -c '"shipment":"1-1"'
            as reader cutoffctl rejected --json | grep -c '"name":"2"'
            as reader cat /var/spool/cutoffd/rejected/2.txt; echo
            cd /var/spool/cutoffd
            order 3 >/tmp/3.json
            as reader cutoffctl submit /tmp/3.json >/dev/null 2>&1 || echo "submit: $?"
            as reader cutoffctl pack 1-1 >/dev/null 2>&1 || echo "pack: $?"
            for path in . new tmp rejected rejected/2.txt done /var/lib/cutoffd{,/orders.db{,-wal,-shm}}; do
                ! as reader test -w "$path" || echo "may write $path"
            done
            as reader ls new tmp done >/dev/null 2>&1 || echo "lists none: $?"
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output == "1\n1\nnonsense\nsubmit: 77\npack: 77\nlists none: 2\n", "\(result)")
    }

    @Test func aStrangerMayDoNeither() async throws {
        let result = try await run(
            """
            order 1 >/tmp/1.json
            for command in orders status 'submit /tmp/1.json' 'pack 1-1' rejected 'clock accept'; do
                as stranger cutoffctl $command >/dev/null 2>&1 || echo "$command: $?"
            done
            cd /var/spool/cutoffd
            for path in . new tmp rejected done /var/lib/cutoffd /var/lib/cutoffd/orders.db; do
                ! as stranger test -w "$path" || echo "may write $path"
            done
            for path in new tmp rejected done /var/lib/cutoffd /var/lib/cutoffd/orders.db; do
                ! as stranger test -r "$path" || echo "may read $path"
            done
            """)
        #expect(result.status == 0, "\(result)")
        #expect(
            result.output == """
                orders: 77
                status: 77
                submit /tmp/1.json: 77
                pack 1-1: 77
                rejected: 77
                clock accept: 77

                """, "\(result)")
    }

    @Test func whoDroppedAnEventStandsInTheHistoryInTheJournalAndInItsNameInDone() async throws {
        let result = try await run(
            """
            drop 1.json "$(order 1)"
            until_true said ORDER=1 "SUBMITTER_UID=$(id -u packer)"
            as reader cutoffctl history 1 --json | grep -cE "\\"submitter\\":$(id -u packer)[,}]"
            until_true bash -c 'ls /var/spool/cutoffd/done/*/*-'"$(id -u packer)"'-1.json >/dev/null 2>&1'
            """)
        #expect(result.status == 0 && result.output == "1\n", "\(result)")
    }

    /// `/feeds/post` is a carrier's, and the user feeds speaks in its name.
    @Test func aSourceIsItsUsersAndSaysWhatItsRoleMaySay() async throws {
        let result = try await run(
            """
            settings feeds '[[source]]' 'name = "/feeds/post"' 'role = "carrier"' 'users = ["feeds"]'
            systemctl reload cutoffd
            by_post() { order "$1" | sed 's#"/shop"#"/feeds/post"#'; }
            accepted='"source":"/feeds/post","type":"shipment.accepted"'
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            drop stolen.json '{"specversion":"1.0","id":"1",'"$accepted"',"subject":"1-1","data":{}}'
            until_true test -e /var/spool/cutoffd/rejected/stolen.reason.json
            dropper=feeds drop overreach.json "$(by_post 2)"
            until_true test -e /var/spool/cutoffd/rejected/overreach.reason.json
            jq -r '.[0].found' /var/spool/cutoffd/rejected/{stolen,overreach}.reason.json
            as reader cutoffctl show 2 >/dev/null 2>&1 || echo "2: $?"
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.hasSuffix("\n2: 1\n"), "\(result)")
        #expect(result.output.contains("uid 1001"), "\(result)")
    }

    @Test func onlyAnOperatorCommandsTheDaemon() async throws {
        let result = try await run(
            """
            command() { echo '{"specversion":"1.0","id":"'"$1"'","source":"/'"$1"'","type":"clock.accepted"}'; }
            drop mere.json "$(command mere)"
            until_true test -e /var/spool/cutoffd/rejected/mere.reason.json
            jq -r '.[0].expected' /var/spool/cutoffd/rejected/mere.reason.json
            settings operators '[spool]' 'operators = ["packer"]'
            systemctl reload cutoffd
            drop chief.json "$(command chief)"
            until_true bash -c 'ls /var/spool/cutoffd/done/*/*-chief.json >/dev/null 2>&1'
            [ ! -e /var/spool/cutoffd/rejected/chief.json ]
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("operator"), "\(result)")
    }

    /// With a submitter beside packer, a reader, a feed's user, and somebody who is nothing of all that.
    private func run(_ script: String) async throws -> Program.Result {
        let users = """
            useradd --groups cutoffd-submit rival
            useradd --groups cutoffd-submit feeds
            useradd --groups cutoffd-read reader
            useradd stranger

            """
        return try await Machine.run(users + script)
    }
}
