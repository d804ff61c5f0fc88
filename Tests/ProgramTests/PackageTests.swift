// cutoffd's package, as dpkg installs, upgrades, removes and purges it below a systemd that really booted.

import Foundation
import Testing

@Suite(.enabled(if: Machine.hasPackage, "needs root and a package: make deb, and its path in CUTOFFD_PACKAGE"))
struct PackageTests {
    @Test func installingStartsNothingAndMakesWhatItNeeds() async throws {
        let result = try await Machine.run(
            from: .delivered,
            """
            dpkg --install /root/cutoffd.deb >/dev/null 2>&1
            is ActiveState inactive && is UnitFileState disabled
            [ "$(cutoffd --version)" = "cutoffd $(dpkg-query --show --showformat '${Version}' cutoffd)" ]
            systemd-analyze verify cutoffd.service
            journalctl --dump-catalog fc209c7d133549169a7ec2b5283bbf19 | grep -q 'Defined-By: cutoffd'
            stat -c '%a %U:%G %n' /var/lib/cutoffd /var/spool/cutoffd{,/*} /etc/cutoffd{,/*}
            """)
        #expect(result.status == 0, "\(result)")
        #expect(
            result.output == """
                2750 cutoffd:cutoffd-read /var/lib/cutoffd
                755 cutoffd:cutoffd /var/spool/cutoffd
                700 cutoffd:cutoffd /var/spool/cutoffd/done
                1730 cutoffd:cutoffd-submit /var/spool/cutoffd/new
                2750 cutoffd:cutoffd-read /var/spool/cutoffd/rejected
                1730 cutoffd:cutoffd-submit /var/spool/cutoffd/tmp
                755 root:root /etc/cutoffd
                644 root:root /etc/cutoffd/cutoffd.toml
                755 root:root /etc/cutoffd/cutoffd.toml.d

                """)
    }

    @Test func itNeedsNothingThatIsNotDebians() async throws {
        let result = try await Machine.run(
            from: .delivered,
            """
            dpkg --install /root/cutoffd.deb >/dev/null 2>&1
            for library in $(ldd /usr/sbin/cutoffd /usr/bin/cutoffctl | awk '$2 == "=>" { print $3 }' | sort -u); do
                dpkg --search "$(basename "$library")" >/dev/null || echo "$library is no package's"
            done
            """)
        #expect(result.status == 0 && result.output.isEmpty, "\(result)")
    }

    @Test func asItIsShippedItDoesNotStartAndSaysWhatToWriteWhere() async throws {
        let result = try await Machine.run(
            from: .delivered,
            """
            dpkg --install /root/cutoffd.deb >/dev/null 2>&1
            fails systemctl enable --now cutoffd
            is ExecMainStatus 78 && is NRestarts 0
            until_true alerted
            journalctl -o cat SYSLOG_IDENTIFIER=cutoffd-failure
            journalctl -u cutoffd -o cat -p err
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("cutoffd.service has failed and is not started again"))
        #expect(
            result.output.contains(
                "/etc/cutoffd/cutoffd.toml: warehouse: expected at least one [[warehouse]], there or in a file in "
                    + "/etc/cutoffd/cutoffd.toml.d/, found none"))
    }

    /// While it is upgraded an event is dropped and a deadline passes. Both are decided, each once.
    @Test func anUpgradeGoesOnWithTheSameOrdersAndLosesNoDeadline() async throws {
        let result = try await Machine.run(
            from: .delivered,
            """
            \(Self.makeEarlierPackage)
            dpkg --install /root/earlier.deb >/dev/null 2>&1
            mv /root/cutoffd.deb /root/later.deb
            mv /root/earlier.deb /root/cutoffd.deb
            install_cutoffd
            systemctl enable --quiet --now cutoffd
            echo '# by the administrator' >>/etc/cutoffd/cutoffd.toml
            first=$(property MainPID)
            drop 1.json "$(order 1 now)"
            until_true said ORDER=1
            dpkg --unpack /root/later.deb >/dev/null 2>&1
            drop 2.json "$(order 2 now)"
            dpkg --configure --force-confold cutoffd >/dev/null 2>&1
            is ActiveState active && is UnitFileState enabled && is NRestarts 0
            [ "$(property MainPID)" != "$first" ]
            [ "$(tail -n 1 /etc/cutoffd/cutoffd.toml)" = '# by the administrator' ]
            until_true said ORDER=1 EVENT=deadline.packing
            until_true said ORDER=2 EVENT=deadline.packing
            journalctl -u cutoffd -o json ORDER=1 ORDER=2 | grep -c '"EVENT":"deadline.packing"'
            cutoffctl verify
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output == "2\n")
    }

    @Test func removingKeepsTheOrdersAndInstallingAgainGoesOnWithThem() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            dpkg --remove cutoffd >/dev/null 2>&1
            fails pgrep -x cutoffd
            [ ! -e /usr/sbin/cutoffd ]
            dpkg --install /root/cutoffd.deb >/dev/null 2>&1
            systemctl start cutoffd
            is UnitFileState enabled
            cutoffctl show 1-1 --json | grep -o '"state":"[a-z-]*"'
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output == "\"state\":\"awaiting-packaging\"\n")
    }

    @Test func purgingDeletesEverythingButTheUserAndTheGroups() async throws {
        let result = try await Machine.run(
            """
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            dpkg --purge cutoffd >/dev/null 2>&1
            fails pgrep -x cutoffd
            find /etc /usr /var/lib /var/spool /run -name '*cutoffd*' ! -path '/var/lib/dpkg/*'
            getent passwd cutoffd | cut -d: -f1,6-
            getent group cutoffd-submit cutoffd-read | cut -d: -f1,4
            """)
        #expect(
            result.output == """
                cutoffd:/var/lib/cutoffd:/usr/sbin/nologin
                cutoffd-submit:packer
                cutoffd-read:

                """, "\(result)")
    }

    /// Purging is no licence to take a mounted file system away, nor to fail over one.
    @Test func purgingEmptiesAFileSystemThatIsMountedForTheSpool() async throws {
        let result = try await Machine.run(
            from: .delivered,
            """
            mkdir -p /var/spool/cutoffd
            mount -t tmpfs tmpfs /var/spool/cutoffd
            install_cutoffd
            systemctl start cutoffd
            drop 1.json "$(order 1)"
            until_true said ORDER=1
            dpkg --purge cutoffd >/dev/null 2>&1
            mountpoint -q /var/spool/cutoffd
            ls -A /var/spool/cutoffd
            """)
        #expect(result.status == 0 && result.output.isEmpty, "\(result)")
    }

    /// The same programs as an earlier version, /root/earlier.deb.
    private static let makeEarlierPackage = """
        dpkg-deb --raw-extract /root/cutoffd.deb /root/earlier
        sed -i 's/^Version: .*/Version: 0.0.1/' /root/earlier/DEBIAN/control
        dpkg-deb --build --root-owner-group -Znone /root/earlier /root/earlier.deb >/dev/null
        """
}
