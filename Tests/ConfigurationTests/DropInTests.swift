// Several files, real ones, read as one.

import CivilTime
import Configuration
import Foundation
import Orders
import Testing

struct DropInTests {
    /// Writes files by name into a directory of the test's own, and reads `cutoffd.toml` there.
    private func load(_ files: [String: String]) -> Result<Settings, Complaints> {
        let directory = FileManager.default.temporaryDirectory.appending(path: "cutoffd-settings-\(UUID())")
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, text) in files {
            let file = directory.appending(path: name)
            try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            #expect(throws: Never.self) { try text.write(to: file, atomically: false, encoding: .utf8) }
        }
        return Result { () throws(Complaints) in
            try Settings.load(path: directory.appending(path: "cutoffd.toml").path)
        }
    }

    /// The complaints, without the directory.
    private func complaints(_ files: [String: String]) -> [String] {
        guard case .failure(let complaints) = load(files) else { return [] }
        return complaints.list.map { $0.description.replacing(/\/[^ ]*cutoffd-settings-[-0-9A-F]+\//, with: "") }
    }

    @Test func aKeyInALaterFileWinsAndItsNeighboursStay() throws {
        let settings = try load([
            "cutoffd.toml": "[spool]\nkeep = \"1d\"\nsettle = \"1s\"\noperators = [\"anna\"]",
            "cutoffd.toml.d/20-b.toml": "[spool]\nkeep = \"3d\"",
            "cutoffd.toml.d/10-a.toml": "[spool]\nkeep = \"2d\"\noperators = [\"boris\"]",
        ]).get()
        #expect(settings.spool.keep == .days(3))
        #expect(settings.spool.settle == .seconds(1))
        #expect(settings.spool.operators == ["boris"])
    }

    @Test func tablesOfAListAddUp() throws {
        let settings = try load([
            "cutoffd.toml": warehouse,
            "cutoffd.toml.d/a.toml": warehouse.replacing("msk-1", with: "msk-2"),
        ]).get()
        #expect(settings.policy.warehouses.keys.sorted() == [WarehouseID("msk-1"), WarehouseID("msk-2")])
    }

    @Test func theSameIdInTwoFilesIsRefusedNamingBoth() {
        #expect(
            complaints(["cutoffd.toml": warehouse, "cutoffd.toml.d/a.toml": "\n" + warehouse]) == [
                #"cutoffd.toml.d/a.toml:3: warehouse[1].id: expected id to be its own, found "msk-1", "#
                    + "which is that of cutoffd.toml:2: warehouse[1].id"
            ])
    }

    @Test func theSameIdTwiceInAFileIsRefusedToo() {
        let text = "[[reason]]\ncode = \"a\"\ntext = \"b\"\nby = [\"seller\"]\nfault = \"seller\"\n"
        #expect(
            complaints(["cutoffd.toml": text + text]) == [
                #"cutoffd.toml:7: reason[2].code: expected code to be its own, found "a", "#
                    + "which is that of cutoffd.toml:2: reason[1].code"
            ])
    }

    @Test func complaintsNameTheFileThatSaysIt() {
        #expect(
            complaints([
                "cutoffd.toml": "[spool]\nkep = \"1d\"",
                "cutoffd.toml.d/a.toml": "\n\n[spool]\nsettle = 3",
            ]) == [
                #"cutoffd.toml:2: spool.kep: expected a known name, found "kep"; did you mean "keep"?"#,
                "cutoffd.toml.d/a.toml:4: spool.settle: expected a span of time like \"15min\" or \"1h 30min\", "
                    + "found 3",
            ])
    }

    @Test func onlyWhatEndsInTOMLAndIsNotHiddenIsADropIn() throws {
        let settings = try load([
            "cutoffd.toml": "", "cutoffd.toml.d/a.toml~": "nonsense", "cutoffd.toml.d/.b.toml": "nonsense",
            "cutoffd.toml.d/c.toml.dpkg-new": "nonsense",
        ]).get()
        #expect(settings == Settings())
    }

    @Test func aMainFileThatIsMissingIsComplainedAbout() {
        #expect(
            complaints(["cutoffd.toml.d/a.toml": ""]) == [
                "cutoffd.toml: expected a file that can be read, found \"No such file or directory\""
            ])
    }

    @Test func aDirectoryInAFilesPlaceIsComplainedAbout() {
        #expect(
            complaints(["cutoffd.toml": "", "cutoffd.toml.d/a.toml/x": ""]) == [
                "cutoffd.toml.d/a.toml: expected a file that can be read, found \"Is a directory\""
            ])
    }

    @Test func aBrokenFileIsAllThatIsToldUntilItIsMended() {
        let found = complaints(["cutoffd.toml": "[spool]\nkep = 1", "cutoffd.toml.d/a.toml": "["])
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("cutoffd.toml.d/a.toml:1: expected TOML, found ") == true, "\(found)")
    }
}
