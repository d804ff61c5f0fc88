// Sources that are expected to speak: when a silence is told, how often, and what a downtime changes about it.

import CivilTime
import Engine
import Orders
import TestKit
import Testing

private let morning = Instant(milliseconds: 1_795_420_800_000)  // 2026-11-23T08:00:00Z
private let partner = SourceName("/feeds/partner")

@Suite struct FeedTests {
    /// A world whose daemon expects a word of the partner every hour, and has been up since `morning`.
    private func expecting(every span: Span? = .hours(1)) throws -> World {
        let world = World(at: morning, policy: .expecting(every: span))
        try world.run(to: morning)
        return world
    }

    // MARK: - Silence

    @Test func aSilenceIsToldWhenItIsDueAndNotBefore() throws {
        let world = try expecting()
        world.speak(at: morning + .minutes(10))
        try world.run(to: morning + .minutes(70) - .milliseconds(1))
        #expect(world.news.isEmpty)
        try world.run(to: morning + .minutes(70))
        #expect(world.news == ["silent since 70, last 10"])
    }

    @Test func theDaemonAsksToBeWokenForIt() throws {
        let world = try expecting()
        #expect(try world.turn() == .until(morning + .hours(1)))
        world.clock.pass(.hours(1))
        #expect(try world.turn() == .until(nil))
        #expect(world.news.count == 1)
    }

    @Test func oneSilenceIsToldOnceHoweverLongAndWhoeverRestarts() throws {
        let world = try expecting()
        try world.run(for: .days(2))
        world.kill()
        try world.run(for: .days(2))
        #expect(world.news == ["silent since 60, last never"])
    }

    @Test func theNextWordIsToldAndTheNextSilenceToo() throws {
        let world = try expecting()
        try world.run(for: .hours(2))
        world.speak(at: world.clock.now)
        try world.run(for: .minutes(1))
        #expect(world.news.last == "speaks again, last 120")
        try world.run(for: .days(1))
        #expect(world.news.count == 3 && world.news.last == "silent since 180, last 120")
    }

    @Test func wordsInTimeAreNotTold() throws {
        let world = try expecting()
        for _ in 0..<5 {
            world.speak(at: world.clock.now)
            try world.run(for: .minutes(59))
        }
        #expect(world.news.isEmpty)
    }

    @Test func atTheVeryInstantTheSilenceGoesFirst() throws {
        let world = try expecting()
        world.speak(at: morning + .hours(1))
        try world.run(for: .minutes(61))
        #expect(world.news == ["silent since 60, last never", "speaks again, last 60"])
    }

    // MARK: - What a word is

    @Test(arguments: [OrderEvent.packed(ShipmentNumber("o1-1"), evidence: []), .accepted(ShipmentNumber("o1-1"))])
    func aWordCountsWhateverBecomesOfIt(event: OrderEvent) throws {
        let world = try expecting()
        for _ in 0..<4 {
            world.spool.drop(.word(1, event), at: world.clock.now)
            try world.run(for: .minutes(50))
        }
        #expect(world.news.isEmpty)
        let outcomes = Set(world.spool.retired.values.map(\.word))
        // A carrier may not say that something is packed; and what waits is a duplicate the second time.
        #expect(outcomes == (event.type == .shipmentPacked ? ["refused"] : ["waiting", "duplicate"]))
    }

    @Test func whatSomebodyElseSaysInItsNameIsNone() throws {
        let world = try expecting()
        world.policy.sources[partner]?.uids = [7]
        world.reload()
        world.speak(at: morning + .minutes(30), by: 1000)
        try world.run(for: .hours(1))
        #expect(world.reports.rejections.map(\.refusal.code) == [.forbidden])
        #expect(world.news == ["silent since 60, last never"])
        #expect(world.disk.lastEvents.isEmpty)
    }

    // MARK: - Downtime

    @Test func whatArrivedInADowntimeIsHeardBeforeSilenceIsJudged() throws {
        let world = try expecting()
        for minutes in [50, 100, 150] as [Int64] { world.speak(at: morning + .minutes(minutes)) }
        world.sleep(to: morning + .minutes(160))
        try world.run(for: .minutes(1))
        #expect(world.news.isEmpty)
    }

    @Test func aSilenceInADowntimeIsToldThoughItIsOver() throws {
        let world = try expecting()
        for minutes in [50, 200] as [Int64] { world.speak(at: morning + .minutes(minutes)) }
        world.sleep(to: morning + .minutes(210))
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 110, last 50", "speaks again, last 200"])
    }

    @Test func whatWasPerhapsNotToldIsToldAgain() throws {
        let world = try expecting()
        world.sabotage = { $0 == 1 ? .after : nil }
        world.kill()
        #expect(throws: StoreFailure.self) { try world.run(for: .hours(2)) }
        world.sabotage = { _ in nil }
        world.kill()
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 60, last never (again)"])
        world.kill()
        try world.run(for: .minutes(1))
        #expect(world.news.count == 1)
    }

    @Test func aTurnThatCouldNotBeCommittedTellsNothing() throws {
        let world = try expecting()
        var isFull = true
        world.sabotage = { _ in isFull ? .before(.full) : nil }
        world.kill()
        try world.run(for: .hours(2))
        #expect(world.news.isEmpty)
        isFull = false
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 60, last never"])
    }

    // MARK: - The clock and the spool

    @Test func aDoubtfulClockTellsNoSilence() throws {
        let world = try expecting()
        world.clock.reboot(isSynchronised: false)
        try world.run(for: .hours(3))
        #expect(world.news.isEmpty)
        world.clock.synchronise()
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 60, last never"])
    }

    @Test func nothingIsExpectedFromADoubtfulClockOn() throws {
        let world = World(at: morning, policy: .expecting(every: .hours(1)), isSynchronised: false)
        try world.run(for: .hours(3))
        world.clock.synchronise()
        try world.run(for: .minutes(59))
        #expect(world.news.isEmpty)
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 240, last never"])
    }

    @Test func aClockThatWasAheadAndIsSetBackExpectsFromNowOn() throws {
        let world = try expecting()
        world.clock.pass(.days(9))
        world.speak(at: world.clock.now)
        try world.run(for: .minutes(1))
        world.clock.step(.days(-9))
        world.spool.drop(.control("accept", .clockAccepted), at: world.clock.now, by: 0)
        try world.run(for: .minutes(59))
        #expect(world.news.count == 2)
        try world.run(for: .minutes(2))
        #expect(world.news.count == 3 && world.news.last?.hasPrefix("silent") == true)
    }

    @Test func aFileStillBeingWrittenHoldsTheJudgement() throws {
        let world = try expecting()
        let word = Record(line: 1, content: .success(.word(1)), text: "")
        let due = morning + .hours(1)
        world.spool.drop("w.json", [word], at: due - .seconds(2), completeAt: due + .seconds(2))
        try world.run(to: due + .minutes(1))
        #expect(world.news.isEmpty)
    }

    // MARK: - Settings

    @Test func aSourceThatSpokeLongAgoIsSilentAsSoonAsItIsExpectedToSpeak() throws {
        let world = try expecting(every: nil)
        world.speak(at: morning)
        try world.run(for: .days(3))
        world.expect(every: .hours(1))
        try world.run(for: .milliseconds(1))
        #expect(world.news == ["silent since 4320, last 0"])
    }

    @Test func nothingIsExpectedWithoutASetting() throws {
        let world = try expecting()
        world.expect(every: nil)
        try world.run(for: .days(3))
        #expect(world.news.isEmpty && world.disk.feeds.isEmpty)
    }

    @Test func aLongerTimeCountsFromTheLastWord() throws {
        let world = try expecting()
        world.speak(at: morning + .minutes(10))
        try world.run(for: .minutes(20))
        world.expect(every: .hours(2))
        try world.run(for: .minutes(109))
        #expect(world.news.isEmpty)
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 130, last 10"])
    }

    @Test func aShorterTimeThatIsOverAlreadyCountsFromWhenItIsKnown() throws {
        let world = try expecting(every: .hours(9))
        world.speak(at: morning + .minutes(10))
        try world.run(for: .hours(3))
        world.expect(every: .hours(1))
        try world.run(for: .minutes(1))
        #expect(world.news == ["silent since 180, last 10"])
    }

    @Test func aSilenceThatIsNoneByTheNewMeasureEndsWithoutAWord() throws {
        let world = try expecting()
        world.speak(at: morning + .minutes(10))
        try world.run(for: .hours(2))
        world.expect(every: .hours(3))
        try world.run(for: .minutes(1))
        #expect(world.news.count == 1)
        try world.run(to: morning + .minutes(190))
        #expect(world.news.last == "silent since 190, last 10")
    }

    @Test func aSilenceThatIsOneByBothMeasuresIsToldOnce() throws {
        let world = try expecting()
        world.speak(at: morning + .minutes(10))
        try world.run(for: .hours(9))
        world.expect(every: .hours(3))
        try world.run(for: .days(2))
        #expect(world.news.count == 1)
    }
}

extension Policy {
    fileprivate static func expecting(every span: Span?) -> Policy {
        var policy = Policy.simulated
        policy.sources[partner] = EventSource(name: partner, role: .carrier, expectEvery: span)
        return policy
    }
}

extension Event {
    /// Something that the partner says of an order that nobody knows.
    fileprivate static func word(_ number: Int64, _ event: OrderEvent = .accepted(ShipmentNumber("o1-1"))) -> Event {
        .sample("word \(number)", OrderNumber("o1"), event, source: partner.rawValue)
    }
}

extension World {
    fileprivate func speak(
        at instant: Instant, type: OrderEvent = .accepted(ShipmentNumber("o1-1")), by submitter: UInt32 = 1000
    ) {
        spool.drop(.word(instant.milliseconds, type), at: instant, by: submitter)
    }

    fileprivate func expect(every span: Span?) {
        policy = .expecting(every: span)
        reload()
    }

    /// What was told of sources, in minutes since `morning`.
    fileprivate var news: [String] {
        reports.notices.compactMap { notice in
            guard case .feed(let feed, let isRepeat) = notice else { return nil }
            let last = feed.lastEvent.map { "last \(minutes($0))" } ?? "last never"
            let again = isRepeat ? " (again)" : ""
            switch feed.state {
            case .silent(let since): return "silent since \(minutes(since)), \(last)\(again)"
            case .expected: return "speaks again, \(last)\(again)"
            }
        }
    }

    private func minutes(_ instant: Instant) -> Int64 { (instant - morning).milliseconds / 60_000 }
}
