// What carries the news further: the unit that is started when cutoffd has failed, and the example of a follower.

import Testing

@Suite(.enabled(if: Machine.isWanted, "booting a systemd needs root"))
struct FollowerTests {
    /// Installed as the file itself says, but for where it came from.
    @Test func theExampleActsOnWhatItFollowsAndMissesNothingWhileItWasDown() async throws {
        let result = try await Machine.run(
            """
            cd /usr/share/doc/cutoffd/examples
            install -m 755 cutoffd-follower /usr/local/sbin/
            install -m 644 cutoffd-follower.service /etc/systemd/system/
            systemctl daemon-reload
            mkdir -p /var/lib/private/cutoffd-follower
            journalctl -n 1 -o json | jq -r .__CURSOR >/var/lib/private/cutoffd-follower/cursor
            systemctl enable --quiet --now cutoffd-follower
            acted() { journalctl --sync; journalctl -u cutoffd-follower -o cat | grep -q "to be told: $1-1 overdue"; }
            drop 1.json "$(order 1 now)"
            until_true acted 1
            systemctl stop cutoffd-follower
            drop 2.json "$(order 2 now)"
            until_true said ORDER=2 EVENT=deadline.packing
            systemctl start cutoffd-follower
            until_true acted 2
            journalctl -u cutoffd-follower -o cat | grep 'to be told' | cut -d: -f1-2
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output == "to be told: 1-1 overdue\nto be told: 2-1 overdue\n")
    }

    @Test func aConfigurationThatIsRefusedIsTold() async throws {
        let result = try await Machine.run(
            from: .installed,
            """
            echo 'x = 7' >/etc/cutoffd/cutoffd.toml.d/wrong.toml
            fails systemctl start cutoffd
            told() { journalctl --sync; journalctl -q -t cutoffd-failure PRIORITY=1 | grep -q 'd.service has failed'; }
            until_true told
            """)
        #expect(result.status == 0, "\(result)")
    }

    @Test func aDaemonThatIsKilledIsStartedAgainAndNobodyIsTold() async throws {
        let result = try await Machine.run(
            """
            kill -9 "$(property MainPID)"
            until_true is NRestarts 1
            until_true is ActiveState active
            journalctl --sync
            journalctl -q -t cutoffd-failure
            """)
        #expect(result.status == 0 && result.output.isEmpty, "\(result)")
    }
}
