// Copies and checks of a store that its daemon works on.

import ArgumentParser
import CivilTime
import Configuration
import Engine
import Orders
import Store
import Testing

@testable import cutoffctl

@Suite struct UpkeepTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.open()
        try shop.place("A")
    }

    @Test func aBackupIsAStoreOfOneMomentAndOverwritesNothing() throws {
        let copy = "\(shop.directory.path)/copy.db"
        #expect(try shop.run("backup", copy).status == 0)
        try shop.place("B")
        #expect(try shop.run("backup", copy).status == 1)
        _ = try SQLiteOrderStore(path: copy, ballastBytes: 0)
        let reader = try OrderReader(path: copy)
        #expect(try reader.order(OrderNumber("A")) != nil)
        #expect(try reader.order(OrderNumber("B")) == nil)
    }

    @Test func aPlaceForABackupThatIsNoneIsExitStatus1() throws {
        for path in [shop.directory.path, "/nowhere/copy.db"] {
            let ran = try shop.run("backup", path)
            #expect(ran.status == 1)
            #expect(ran.complaints.first?.hasPrefix("cannot copy \(shop.settings.store.path) to \(path): ") == true)
        }
    }

    @Test func aReplayIsOfADirectoryOfAcceptedFiles() throws {
        #expect(try shop.run("replay", "--none", "--dry-run").status == 64)
        #expect(try shop.run("replay", "/nowhere").status == 66)
        #expect(try shop.run("replay", shop.settings.store.path).status == 66)
        let ran = try shop.run("replay", "\(shop.directory.path)/spool/tmp")
        #expect(ran.status == 1 && ran.complaints.first?.hasPrefix("there are no accepted files in ") == true)
    }

    @Test func aWarehouseThatHasLeftTheConfigurationIsListedAsLongAsItHasShipments() throws {
        let old = try Shop(beside: shop, warehouse: "express")
        #expect(try old.run("orders", "--warehouse", "msk-1", "--json").lines.count == 1)
        let ran = try old.run("orders", "--warehouse", "nope")
        #expect(
            ran.complaints == [#"there is no warehouse "nope". Configured: express. Others with shipments: msk-1."#])
    }

    @Test func aSoundStoreIsPassedInSilence() throws {
        try shop.place("B", #""fromAbroad":true,"#)
        #expect(try shop.run("pack", "A").status == 0)
        let ran = try shop.run("verify")
        #expect(ran.lines.isEmpty && ran.complaints.isEmpty && ran.status == 0, "\(ran)")
    }

    @Test func whatDoesNotFollowFromTheStateIsFound() throws {
        let reader = try OrderReader(path: shop.settings.store.path)
        let filed = try #require(try reader.order(OrderNumber("A")))
        func findings(_ deadlines: [Deadline], _ rows: [ShipmentRow]) -> [String] {
            let stored = StoredDocket(
                id: DocketID(rawValue: 1), version: 1, docket: filed.docket, deadlines: deadlines)
            return Verify.examine(stored, rows, shop.settings.policy)
        }
        #expect(findings(filed.deadlines, filed.rows).isEmpty)
        #expect(findings(filed.deadlines, []) == ["its rows are not what its snapshot says"])
        #expect(findings([], filed.rows).contains("its deadline packing is not filed"))
        let moved = filed.deadlines.map {
            Deadline(key: $0.key, due: $0.due + .minutes(1), position: $0.position)
        }
        #expect(findings(moved, filed.rows).allSatisfy { $0.hasSuffix("that does not follow from its state") })
    }

    @Test func watchingNeedsAScreen() throws {
        for command in ["orders", "deadlines"] { #expect(try shop.run(command, "--watch").status == 64) }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreWrittenForEveryShell(shell: String) throws {
        let script = Cutoffctl.completionScript(for: try #require(.init(rawValue: shell)))
        #expect(script.contains("awaiting-packaging") && script.contains("answer-cancellation"))
    }
}
