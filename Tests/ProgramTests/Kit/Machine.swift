// A Debian machine with cutoffd installed: a systemd of its own, booted below this machine's file system.

import Foundation
import Glibc

enum Machine {
    /// Under CI nothing may be skipped: there the tests fail where they cannot run.
    static var isWanted: Bool { geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// The package, where one was built for the tests, as `make check` does. Without it what was built beside the tests
    /// is laid out as the package would.
    static let package = ProcessInfo.processInfo.environment["CUTOFFD_PACKAGE"]

    /// Whether the package itself can be tested.
    static var hasPackage: Bool { isWanted && (package != nil || ProcessInfo.processInfo.environment["CI"] == "true") }

    /// How far things have come before a script begins.
    enum Beginning: String {
        /// The package lies there as /root/cutoffd.deb.
        case delivered
        case installed
        case started
    }

    /// Boots it, and runs a script there as root.
    /// - Parameter more: what is to be done before the boot; `$R` is the machine's root directory.
    static func run(
        from beginning: Beginning = .started, preparing more: String = "", _ script: String
    ) async throws -> Program.Result {
        try await turnstile.pass {
            try await Program.run(
                [repository + "/Tests/tools/boot-systemd", "bash", "-euc", words + begin(from: beginning) + script],
                environment: ["PREP": preparation + "\n" + more])
        }
    }

    /// A machine waits more than it works.
    private static let turnstile = Turnstile(places: 2 * ProcessInfo.processInfo.activeProcessorCount)

    private static func begin(from beginning: Beginning) -> String {
        switch beginning {
        case .delivered: ""
        case .installed: "install_cutoffd\n"
        case .started: "install_cutoffd\nsystemctl enable --quiet --now cutoffd\n"
        }
    }

    static let repository = URL(filePath: #filePath).appending(path: "../../../..").standardized.path

    /// Before the boot. Without a package: the toolchain's libraries too, wherever they are.
    private static var preparation: String {
        guard let package else {
            return """
                '\(repository)/packaging/stage' $R '\(Program.directory)'
                for library in $(ldd '\(Program.cutoffd)' | awk '$3 ~ /^\\/(home|root)\\// { print $3 }'); do
                    install -D -m 644 "$library" "$R/usr/local/lib/${library##*/}"
                done
                chroot $R ldconfig
                """
        }
        return """
            cp '\(package)' $R/root/cutoffd.deb
            rm -f $R/usr/sbin/policy-rc.d $R/var/lib/man-db/auto-update
            """
    }

    /// What the scripts are written in.
    private static let words = """
        install_cutoffd() {
            if [ -e /root/cutoffd.deb ]; then
                dpkg --install /root/cutoffd.deb >/dev/null 2>/root/dpkg.log || { cat /root/dpkg.log; return 1; }
            else
                journalctl --quiet --update-catalog 2>/dev/null
            fi
            useradd --groups cutoffd-submit packer
            settings warehouse '[[warehouse]]' 'id = "msk-1"' 'time_zone = "Europe/Moscow"' 'shipping_time = "13:00"' \\
                '[[warehouse]]' 'id = "now"' 'time_zone = "Europe/Moscow"' 'packing_time = "1s"' \\
                '[[service]]' 'id = "partner"'
            settings no-time-service '[clock]' 'require_sync = false'
        }
        settings() { printf '%s\\n' "${@:2}" >"/etc/cutoffd/cutoffd.toml.d/$1.toml"; } # NAME LINE...
        until_true() { # COMMAND...: for a minute at most
            local tries
            for ((tries = 0; tries < 3000; tries++)); do "$@" && return; sleep .02; done
            echo "it does not happen that: $*"; journalctl -u cutoffd --no-pager; return 1
        }
        told() { journalctl --sync; journalctl -q -o json --all "$@" | grep -q .; }
        said() { told -u cutoffd "$@"; }
        alerted() { told SYSLOG_IDENTIFIER=cutoffd-failure PRIORITY=1; }
        property() { systemctl show --property "$1" --value cutoffd; }
        fails() { ! "$@"; } # bash itself looks on when a bare ! fails
        is() { [ "$(property "$1")" = "$2" ]; }
        drop() { # NAME CONTENT: as the user packer, or $dropper, so that nobody else may read it
            as "${dropper:-packer}" bash -euc \\
                'cd /var/spool/cutoffd; umask 077; printf %s "$2" >"tmp/$1"; mv "tmp/$1" "new/$1"' - "$@"
        }
        as() { setpriv --reuid "$1" --regid "$1" --init-groups "${@:2}"; } # USER COMMAND...
        order() { # NUMBER [WAREHOUSE]
            local item='{"sku":"1","name":"Coffee","quantity":1,"price":"1.00","currency":"RUB"}'
            local place='"warehouse":"'"${2:-msk-1}"'","service":"partner","deliveryMethod":"m","delivery":"courier"'
            printf '{"specversion":"1.0","id":"%s","source":"/shop","type":"order.placed","subject":"%s",' "$1" "$1"
            printf '"data":{%s,"items":[%s]}}' "$place" "$item"
        }

        """
}
