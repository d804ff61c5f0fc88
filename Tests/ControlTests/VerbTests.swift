// What a seller does: what cannot be is said before anything is dropped, what can be takes effect.

import Testing

@testable import cutoffctl

@Suite struct VerbTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.open()
        try shop.place("A")
    }

    private func state(_ number: String = "A-1") throws -> String? {
        let line = try #require(shop.run("show", number, "--json").lines.first)
        return line.split(separator: "\"state\":\"").dropFirst().first?.split(separator: "\"").first.map(String.init)
    }

    @Test func packingTakesEffectAndTellsWhatComesNext() throws {
        let ran = try shop.run("pack", "A-1", "--evidence", "https://video.example/1")
        #expect(ran.status == 0)
        #expect(ran.complaints.isEmpty)
        #expect(ran.lines.count == 1 && ran.text.hasPrefix("A-1: awaiting shipment; hand over: end of "))
        #expect(try state() == "awaiting-shipment")
    }

    @Test func packingWithoutEvidenceIsNoted() throws {
        #expect(try shop.run("pack", "A").complaints == ["Note: no packing evidence"])
    }

    @Test func whatIsNotPossibleIsSaidWithWhatIsAndNothingIsDropped() throws {
        let ran = try shop.run("contact", "A-1", "chat")
        #expect(ran.status == 1)
        #expect(
            ran.complaints.first?.hasPrefix(
                "expected customer.contacted for a shipment disputed, found A-1 awaiting packaging. Possible now: ")
                == true)
        #expect(shop.directory.names(in: "spool/new").isEmpty)
        #expect(try shop.run("history", "A", "--json").lines.count == 1)
    }

    @Test func aDryRunPrintsTheEventAndDropsNothing() throws {
        let ran = try shop.run("pack", "A-1", "--dry-run", "--source", "/wms")
        #expect(ran.text.hasPrefix(#"{"specversion":"1.0","id":""#))
        #expect(ran.text.hasSuffix(#""source":"/wms","type":"shipment.packed","subject":"A-1","data":{}}"#))
        #expect(try state() == "awaiting-packaging")
        #expect(try shop.run("contact", "A-1", "chat", "--dry-run").status == 1)
    }

    @Test func aSplitNamesTheNewShipments() throws {
        let ran = try shop.run("split", "A-1", "--part", "1=1", "--json")
        #expect(ran.lines.count == 1 && ran.text.contains(#""outcome":"applied","reason":null}"#))
        let shipments = try shop.run("show", "A", "--json").lines
        #expect(shipments.count == 2)
        #expect(shipments[0].contains(#""sku":"1","name":"Кофе 250 г","quantity":1"#))
        #expect(shipments[0].contains(#""sku":"2""#) && !shipments[1].contains(#""sku":"2""#))
    }

    @Test(arguments: [["split", "A-1", "--part", "1"], ["split", "A-1", "--part", "1=x"], ["split", "A-1"]])
    func aPartIsASkuAndAQuantity(arguments: [String]) throws {
        #expect(try shop.run(arguments).status == 64)
    }

    @Test func removingAllOfAProductNeedsNoCount() throws {
        #expect(try shop.run("remove", "A-1", "1", "--reason", "out-of-stock").status == 0)
        #expect(try shop.run("show", "A", "--json").text.contains(#""items":[{"sku":"2","#))
        let ran = try shop.run("remove", "A-1", "2", "--reason", "bored")
        #expect(ran.status == 1)
        #expect(ran.complaints.first?.contains("Use one of: out-of-stock.") == true)
    }

    @Test func whatCannotBeUndoneIsAskedWhereSomebodySits() throws {
        shop.answers = ["n"]
        let ran = try shop.run("cancel", "A-1", "--reason", "out-of-stock")
        #expect(ran.status == 1)
        #expect(ran.complaints == ["nothing was done."])
        #expect(try state() == "awaiting-packaging")
        shop.answers = ["yes"]
        #expect(try shop.run("cancel", "A", "--reason", "out-of-stock").status == 0)
        #expect(try state() == "cancelled")
    }

    @Test func nobodyIsAskedTwiceOrByAProgram() throws {
        #expect(try shop.run("cancel", "A-1", "--reason", "out-of-stock").status == 0)
        shop.answers = []
        let again = try shop.run("cancel", "A-1", "--reason", "out-of-stock", "--yes")
        #expect(again.status == 0)
        #expect(again.lines == ["Nothing to do: A-1 is cancelled already."])
    }

    @Test func aTrackingNumberBelongsToOneShipment() throws {
        try shop.place("B")
        for number in ["A-1", "B-1"] { #expect(try shop.run("pack", number).status == 0) }
        #expect(try shop.run("track", "A-1", "T1", "--carrier", "Почта").status == 0)
        let ran = try shop.run("track", "B-1", "T1")
        #expect(ran.status == 1)
        #expect(ran.complaints.first?.contains("T1, which belongs to A-1") == true)
    }

    @Test func theCarrierOfAnIntegratedServiceSpeaksForItself() throws {
        let path = try shop.directory.write(
            Shop.placing("P").replacing("\"own\"", with: "\"partner\""), to: "p.json")
        #expect(try shop.run("submit", path, "--wait").status == 0)
        #expect(try shop.run("pack", "P-1").status == 0)
        let ran = try shop.run("track", "P-1", "T9")
        #expect(ran.status == 1)
        #expect(ran.complaints.first?.contains("An integrated service's carrier reports this itself") == true)
    }

    @Test func aWithholdingIsAppealedWithEvidence() throws {
        for type in ["shipment.packed", "shipment.accepted", "delivery.confirmed"] {
            #expect(try shop.run("record", type, "A").status == 0)
        }
        let claim = ["claim=C1", "sku=1", "quantity=1", "amount=279.00", "currency=RUB"]
        #expect(try shop.run(["record", "claim.withheld", "A-1"] + claim).status == 0)
        let ran = try shop.run("appeal", "A-1", "--evidence", "https://video.example/1")
        #expect(ran.status == 0, "\(ran)")
        #expect(try shop.run("show", "A-1").text.contains("appealed"))
        #expect(try shop.run("appeal", "A-1", "--evidence", "https://video.example/1").status == 1)
    }

    @Test func aCustomersRequestIsAnswered() throws {
        #expect(try shop.run("pack", "A").status == 0)
        #expect(try shop.run("record", "cancellation.requested", "A", "reason=changed-mind").status == 0)
        #expect(try shop.run("answer-cancellation", "A", "refused", "--note", "on its way").status == 0)
        #expect(try state() == "awaiting-shipment")
    }

    @Test(arguments: [
        ["cutoff.changed", "A-1", "packby=null"], ["shipment.packed", "A-1", "evidence"],
        ["item.removed", "A-1", "quantity=many"], ["item.removed", "A-1", "sku=1", "sku=1"], ["order.changed", "A"],
    ])
    func membersAreCheckedAgainstTheirType(arguments: [String]) throws {
        #expect(try shop.run(["record"] + arguments).status == 64)
    }

    @Test(arguments: [
        ("item.removed", "quantity=many", "quantity=many: expected a whole number. Write it like quantity=2"),
        (
            "shipment.split", "parts=foo",
            #"parts=foo: expected a list in JSON. Write it like "#
                + #"parts='[[{"sku":"180550365","quantity":1}],[{"sku":"180550365","quantity":2}]]'"#
        ),
        (
            "shipment.packed", "evidence=[foo",
            "evidence=[foo: expected a list in JSON, which it is not from its byte 2 on. "
                + "Write it like evidence=https://video.example/1.mp4"
        ),
        ("shipment.packed", "evidence", "evidence: expected MEMBER=VALUE. shipment.packed has the members evidence."),
        (
            "cutoff.changed", "packby=1",
            "packby: there is no such member. Is `packBy` meant? cutoff.changed has the members packBy."
        ),
        ("shipment.accepted", "a=1", "a: there is no such member. shipment.accepted has no members."),
    ])
    func aMemberIsRefusedWithWhatWasExpectedAndAnExample(type: String, member: String, complaint: String) throws {
        #expect(try shop.run("record", type, "A-1", member).complaints == [complaint])
    }

    /// What the door says, in the words of the command line.
    @Test func whatIsWrongWithAValueIsSaidAsItIsTyped() throws {
        let claim = ["record", "claim.withheld", "A-1", "claim=1", "sku=1", "quantity=1", "currency=RUB"]
        #expect(
            try shop.run(claim + ["amount=1,50"]).complaints == [
                "/data/amount: expected a decimal in a string, greater than zero, with at most 2 digits after the "
                    + "point, found \"1,50\". Write it like amount=279.00"
            ])
        let ran = try shop.run("record", "item.removed", "A-1")
        #expect(ran.complaints.first?.hasSuffix("found nothing. Write it like sku=180550365") == true)
    }

    @Test func aMemberThatIsMissingIsSaidByTheDoor() throws {
        let ran = try shop.run("record", "cutoff.changed", "A-1")
        #expect(ran.status == 1)
        #expect(ran.complaints.first?.contains("/data/packBy") == true)
    }

    @Test func aCutoffIsMovedAndWithdrawn() throws {
        #expect(try shop.run("record", "cutoff.changed", "A-1", "packBy=2031-01-01T00:00:00Z").status == 0)
        #expect(try shop.run("deadlines", "--json").text.contains("2031-01-01T00:00:00Z"))
        #expect(try shop.run("record", "cutoff.changed", "A-1", "packBy=null").status == 0)
        #expect(try shop.run("deadlines", "--json").lines.isEmpty)
        #expect(try shop.run("explain", "A-1", "--json").text.contains(#""due":null"#))
    }

    @Test func aNumberWithSeveralShipmentsHasToBeNamedInFull() throws {
        #expect(try shop.run("split", "A", "--part", "2=1").status == 0)
        let ran = try shop.run("pack", "A")
        #expect(ran.status == 1)
        #expect(ran.complaints == ["order A has several shipments; name one of them: A-1, A-2."])
    }

    @Test func withoutADaemonNothingIsDropped() throws {
        shop.close()
        #expect(try shop.run("pack", "A-1").status == 69)
        #expect(shop.directory.names(in: "spool/new").isEmpty)
    }
}
