// A Debian machine with cutoffd installed: a systemd of its own, booted below this machine's file system.

import Foundation
import Glibc

enum Machine {
    /// Under CI nothing may be skipped: there the tests fail where they cannot run.
    static var isWanted: Bool { geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// Boots it, and runs a script there as root, once the daemon is installed and, unless `isStarted` is false, runs.
    static func run(isStarted: Bool = true, _ script: String) async throws -> Program.Result {
        let start = isStarted ? "systemctl enable --quiet --now cutoffd\n" : ""
        return try await Program.run(
            [repository + "/Tests/tools/boot-systemd", "bash", "-euc", words + start + script],
            environment: ["PREP": installation])
    }

    private static let repository = URL(filePath: #filePath).appending(path: "../../../..").standardized.path

    /// As a package would, and the toolchain's libraries, wherever they are.
    private static let installation = """
        put() { install -D -m "$3" "$1" "$R$2"; }
        cd '\(repository)'
        put '\(Program.cutoffd)' /usr/sbin/cutoffd 755
        put systemd/cutoffd.service /usr/lib/systemd/system/cutoffd.service 644
        put systemd/cutoffd.sysusers /usr/lib/sysusers.d/cutoffd.conf 644
        put systemd/cutoffd.tmpfiles /usr/lib/tmpfiles.d/cutoffd.conf 644
        put systemd/cutoffd.catalog /usr/lib/systemd/catalog/cutoffd.catalog 644
        put config/cutoffd.toml /etc/cutoffd/cutoffd.toml 644
        mkdir $R/etc/cutoffd/cutoffd.toml.d
        printf '[clock]\\nrequire_sync = false\\n' >$R/etc/cutoffd/cutoffd.toml.d/no-time-service.toml
        for library in $(ldd '\(Program.cutoffd)' | awk '$3 ~ /^\\/(home|root)\\// { print $3 }'); do
            put "$library" "/usr/local/lib/${library##*/}" 644
        done
        chroot $R ldconfig
        """

    /// What the scripts are written in.
    private static let words = """
        journalctl --quiet --update-catalog 2>/dev/null
        useradd --groups cutoffd-submit packer
        until_true() { # COMMAND...: for a minute at most
            local tries
            for ((tries = 0; tries < 3000; tries++)); do "$@" && return; sleep .02; done
            echo "it does not happen that: $*"; journalctl -u cutoffd --no-pager; return 1
        }
        said() { journalctl --sync; journalctl -u cutoffd -o json --all "$@" | grep -q .; }
        property() { systemctl show --property "$1" --value cutoffd; }
        fails() { ! "$@"; } # bash itself looks on when a bare ! fails
        is() { [ "$(property "$1")" = "$2" ]; }
        drop() { # NAME CONTENT: as the user packer, so that nobody else may read it
            setpriv --reuid packer --regid packer --init-groups bash -euc \\
                'cd /var/spool/cutoffd; umask 077; printf %s "$2" >"tmp/$1"; mv "tmp/$1" "new/$1"' - "$@"
        }
        order() { # NUMBER
            local item='{"sku":"1","name":"Coffee","quantity":1,"price":"1.00","currency":"RUB"}'
            local place='"warehouse":"msk-1","service":"partner","deliveryMethod":"m","delivery":"courier"'
            printf '{"specversion":"1.0","id":"%s","source":"/shop","type":"order.placed","subject":"%s",' "$1" "$1"
            printf '"data":{%s,"items":[%s]}}' "$place" "$item"
        }

        """
}
