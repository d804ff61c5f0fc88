// A submitter fills the disk that the spool is on. The daemon lives, deadlines take effect, and all goes on by itself
// once there is room.

import Testing

@Suite(.enabled(if: Machine.isWanted, "booting a systemd needs root"))
struct FullSpoolTests {
    /// As the handbook says to lay the spool out: the last blocks of an ext4 of its own are the daemon's.
    @Test func whereTheLastBlocksAreTheDaemonsEverythingGoesOn() async throws {
        let result = try await run(
            preparing: Self.ext4,
            """
            mount -o remount,resuid=$(id -u cutoffd) /var/spool/cutoffd
            systemctl start cutoffd
            drop 1.json "$(order 1 soon)"
            until_true said ORDER=1
            set_aside 2.json "$(order 2)"
            set_aside 3.txt nonsense
            fill
            move 2.json
            move 3.txt
            until_true said ORDER=2
            until_true test -e /var/spool/cutoffd/rejected/3.reason.json
            until_true said ORDER=1 EVENT=deadline.packing
            until_true bash -c '[ "$(ls /var/spool/cutoffd/done/*/*.json | wc -l)" = 2 ]'
            ! said PRIORITY=3
            is NRestarts 0
            """)
        #expect(result.status == 0, "\(result)")
    }

    /// Accepted files cannot be moved away; what arrived before a deadline, and was decided, holds none.
    @Test func whereNothingIsLeftDeadlinesTakeEffectAndTheRestWaitsForRoom() async throws {
        let result = try await run(
            on: Self.tmpfs("/var/spool/cutoffd"),
            """
            systemctl start cutoffd
            drop 1.json "$(order 1 soon)"
            until_true said ORDER=1
            set_aside 2.json "$(order 2)"
            fill
            until_true said ORDER=1 EVENT=deadline.packing
            systemctl restart cutoffd
            move 2.json
            make_room
            drop 3.json "$(order 3)"
            until_true said ORDER=2
            until_true said ORDER=3
            until_true bash -c '[ -z "$(ls /var/spool/cutoffd/new)" ]'
            cutoffctl verify
            is NRestarts 0
            """)
        #expect(result.status == 0, "\(result)")
    }

    @Test func whereTheStoreIsOnTheSameDiskDeadlinesTakeEffectFromItsReserve() async throws {
        let result = try await run(
            on: Self.oneDisk,
            """
            systemctl start cutoffd
            drop 1.json "$(order 1 soon)"
            until_true said ORDER=1
            set_aside 2.json "$(order 2)"
            fill
            until_true said ORDER=1 EVENT=deadline.packing
            move 2.json
            make_room
            drop 3.json "$(order 3)"
            until_true said ORDER=2
            until_true said ORDER=3
            until_true test -e /var/lib/cutoffd/orders.db.ballast
            cutoffctl verify
            is NRestarts 0
            """)
        #expect(result.status == 0, "\(result)")
    }

    /// The last file that a file system has an inode for.
    @Test func whereSubmittersUseUpEveryInodeTheDaemonLivesAndGoesOnWhenTheyAreGone() async throws {
        let result = try await run(
            on: Self.tmpfs("/var/spool/cutoffd", more: ",nr_inodes=500"),
            """
            systemctl start cutoffd
            drop 1.json "$(order 1 soon)"
            until_true said ORDER=1
            as packer bash -c 'cd /var/spool/cutoffd/tmp; while : >$((i++)); do :; done' 2>/dev/null || :
            fails as packer touch /var/spool/cutoffd/tmp/more
            until_true said ORDER=1 EVENT=deadline.packing
            make_room
            drop 2.json "$(order 2)"
            until_true said ORDER=2
            is NRestarts 0
            """)
        #expect(result.status == 0, "\(result)")
    }

    private func run(preparing: String = "", on disk: String = "", _ script: String) async throws -> Program.Result {
        try await Machine.run(from: .delivered, preparing: preparing, disk + Self.begin + script)
    }

    private static let oneDisk =
        tmpfs("/srv", size: "100M") + """
            for part in lib spool; do
                mkdir -p /srv/$part /var/$part/cutoffd
                mount --bind /srv/$part /var/$part/cutoffd
            done

            """

    private static let ext4 = """
        truncate --size 24M /run/spool.img
        mkfs.ext4 -q -m 20 /run/spool.img
        mkdir -p $R/var/spool/cutoffd
        mount -o loop /run/spool.img $R/var/spool/cutoffd
        """

    private static func tmpfs(_ path: String, size: String = "4M", more: String = "") -> String {
        "mkdir -p \(path)\nmount -t tmpfs -o mode=755,size=\(size)\(more) tmpfs \(path)\n"
    }

    /// Installs it on what was mounted, with a warehouse that has eight seconds: time to fill a disk.
    private static let begin = """
        install_cutoffd
        systemd-tmpfiles --create cutoffd.conf
        settings soon '[[warehouse]]' 'id = "soon"' 'time_zone = "UTC"' 'packing_time = "8s"'
        set_aside() { as packer bash -c 'umask 077; printf %s "$2" >"/var/spool/cutoffd/tmp/$1"' - "$@"; }
        move() { as packer mv "/var/spool/cutoffd/tmp/$1" /var/spool/cutoffd/new/; }
        fill() { # to the last block
            as packer bash -c 'cd /var/spool/cutoffd/tmp; cat /dev/zero >large; while echo >more$((i++)); do :; done' \\
                2>/dev/null || :
        }
        make_room() { find /var/spool/cutoffd/tmp -type f -delete; }

        """
}
