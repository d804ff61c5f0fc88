// Carries out the stories in Scenarios/.

import Foundation
import TestKit
import Testing

@Suite struct ScenarioTests {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return files.filter { $0.hasSuffix(".scenario") }.sorted()
    }()

    @Test(arguments: names)
    func theStoryGoesAsItIsTold(name: String) throws {
        let text = try String(contentsOf: Self.directory.appending(path: name), encoding: .utf8)
        var scenario = Scenario(text)
        try scenario.run()
    }

    /// Every part of the rules that a program can carry out.
    @Test func noStoryIsMissing() {
        #expect(
            Self.names == [
                "cancel-a-shipment.scenario", "deliver-order-by-courier.scenario",
                "deliver-order-to-a-pick-up-point.scenario",
                "dispute-a-withholding.scenario", "disputed-orders.scenario", "filter-orders.scenario",
                "hand-over-an-order-to-delivery.scenario", "how-to-send-my-first-order.scenario",
                "partner-delivery.scenario", "prepare-orders.scenario",
                "remove-product-from-the-shipment.scenario", "video.scenario", "view-orders.scenario",
                "when-the-order-is-delivered.scenario",
                "why-the-order-collection-button-is-inactive.scenario",
            ])
    }

    @Test(arguments: [
        ("at Mon 24 Nov 12:00 drop order.placed 1", "there is no Mon 24 Nov"),
        ("at Tue 24 Nov 12:00 drop order.planned 1", "expected a type of event"),
        ("at Tue 24 Nov 12:00 drop order.placed 1 size=3", "unknown: size"),
        ("pass by Tue 24 Nov 12:00", "expected \"to\""), ("wait", "no such line"),
        ("expect 1-1 delivered", "there is no shipment 1-1"),
        ("at Tue 24 Nov 12:00 drop order.placed 1\nexpect 1-1 delivered", "found [\"awaiting-packaging\"]"),
        ("at Tue 24 Nov 12:00 drop order.placed 1\nexpect refused", "found applied"),
        (
            "at Tue 24 Nov 12:00 drop order.placed 1\nexpect 1-1 due packing never",
            "found [\"2026-11-26T00:00:00+03:00\"]"
        ),
        ("at Tue 24 Nov 12:00 drop order.placed 1\nexpect 1-1 cannot shipment.packed", "can ["),
    ])
    func aStoryThatCannotBeReadOrIsNotSoFailsWithItsLine(text: String, what: String) {
        var scenario = Scenario(text)
        let error = #expect(throws: ScenarioFailure.self) { try scenario.run() }
        #expect(error?.description.contains(what) == true, "\(error?.description ?? "")")
    }
}
