// `[[source]]` of a carrier: what its words for statuses mean, and which files are its.

import Configuration
import Orders
import Testing

private func sources(_ more: String...) -> String {
    warehouse + more.map { "[[source]]\nrole = \"carrier\"\n\($0)\n" }.joined()
}

struct CarrierSourceTests {
    @Test func aTableMapsTheCarriersWordsToEvents() throws {
        let settings = try Settings.parse(
            sources(
                """
                name = "/carriers/cdek"
                files = "cdek"
                [source.statuses]
                ACCEPTED = "shipment.accepted"
                "Вручен" = "delivery.confirmed"
                LABEL = "none"
                """))
        let source = try #require(settings.policy.sources[SourceName("/carriers/cdek")])
        #expect(source.files == "cdek")
        #expect(
            source.statuses == [
                "ACCEPTED": .status(.accepted), "Вручен": .status(.deliveryConfirmed), "LABEL": .nothing,
            ])
    }

    @Test func onlyEventsWithoutDataCanBeMeant() {
        #expect(
            complaints(
                about: sources(#"name = "/a""#, #"name = "/b""# + "\nstatuses = { LOST = \"shipment.cancelled\" }"))
                == [
                    "cutoffd.toml:11: source[2].statuses.LOST: expected one of "
                        + #""shipment.accepted", "courier.departed", "pickup.arrived", "delivery.presumed", "#
                        + #""delivery.confirmed", "receipt.declined", "none", found "shipment.cancelled"; "#
                        + #"did you mean "shipment.accepted"?"#
                ])
    }

    private static let statuses = "statuses = { A = \"shipment.accepted\" }"

    @Test(arguments: [
        (["name = \"/a\"", "name = \"/b\"\nfiles = \"b\""], ["source[1].files"]),
        (["name = \"/a\"\nfiles = \"dhl\"", "name = \"/b\"\nfiles = \"dhl-express\""], ["source[1].files"]),
        (["name = \"/a\"\nfiles = \"x1\"", "name = \"/b\"\nfiles = \"x1\""], ["source[1].files", "source[2].files"]),
        (["name = \"/a\"\nfiles = \"cdek\"", "name = \"/b\"\nfiles = \"dhl\""], []), (["name = \"/a\""], []),
    ])
    func filesOfSeveralCarriersAreToldApart(tables: [String], faulty: [String]) {
        let text = warehouse + tables.map { "[[source]]\nrole = \"carrier\"\n\(Self.statuses)\n\($0)\n" }.joined()
        let found = complaints(about: text)
        #expect(found.map { $0.split(separator: ": ")[1] } == faulty.map { $0[...] })
        #expect(found.allSatisfy { $0.contains(".files: expected a part of the names of its files that those of /") })
    }

    @Test(arguments: ["\"\"", "\"2026-\"", "\"a/b\"", "3"])
    func whatIsNoPartOfANameIsRefused(files: String) {
        let found = complaints(about: sources("name = \"/a\"\n\(Self.statuses)\nfiles = \(files)"))
        #expect(
            found.count == 1 && found[0].contains("a part of file names on one line, with a letter in it"), "\(found)")
    }

    @Test func filesWithoutStatusesSayNothing() {
        #expect(
            complaints(about: sources("name = \"/a\"\nfiles = \"cdek\"")) == [
                "cutoffd.toml:5: source[1].statuses: expected a table of statuses, as files is given, found none"
            ])
    }
}
