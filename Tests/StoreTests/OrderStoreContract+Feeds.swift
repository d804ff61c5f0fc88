// Clauses about sources: when each spoke last, and what is expected of it.

import CivilTime
import Engine
import Orders
import Testing

@testable import Store

extension OrderStoreContract {
    private static var wms: SourceName { SourceName("/wms") }

    private static func feed(_ state: Feed.State, lastEvent: Instant? = nil, news: Feed.News? = nil) -> Feed {
        Feed(source: wms, every: .hours(1), state: state, lastEvent: lastEvent, news: news)
    }

    static var feedClauses: [ContractClause<Store>] {
        [
            ContractClause("the last word of a source is the latest that was heard") { contract in
                #expect(try contract.ask { try $0.lastEvent(of: wms) } == nil)
                for (minute, heard) in [(5, 4), (6, 2)] as [(Int64, Int64)] {
                    var batch = Batch(minute: minute)
                    batch.heard = [wms: .minute(heard)]
                    try contract.commit(batch)
                }
                try contract.restart()
                #expect(try contract.ask { try $0.lastEvent(of: wms) } == .minute(4))
            },
            ContractClause("what a clock that was ahead called the last word is not later than the next turn") {
                contract in
                for (minute, heard) in [(90, 90), (10, 9)] as [(Int64, Int64)] {
                    var batch = Batch(minute: minute)
                    batch.heard = [wms: .minute(heard)]
                    try contract.commit(batch)
                }
                #expect(try contract.ask { try $0.lastEvent(of: wms) } == .minute(10))
            },
            ContractClause("a source comes back as it was, with its last word") { contract in
                var batch = Batch(minute: 70)
                batch.heard = [wms: .minute(3)]
                batch.feeds = [feed(.silent(since: .minute(63)), news: .silent)]
                try contract.commit(batch)
                try contract.restart()
                let silent = feed(.silent(since: .minute(63)), lastEvent: .minute(3), news: .silent)
                #expect(try contract.ask { try $0.recover() }.feeds == [silent])
                batch = Batch(minute: 80)
                batch.heard = [wms: .minute(75)]
                batch.feeds = [feed(.expected(by: .minute(135)), news: .speaksAgain)]
                try contract.commit(batch)
                let speaking = feed(.expected(by: .minute(135)), lastEvent: .minute(75), news: .speaksAgain)
                #expect(try contract.ask { try $0.recover() }.feeds == [speaking])
            },
            ContractClause("news of a source stays until people have heard it, each time anew") { contract in
                for minute in [70, 90] as [Int64] {
                    var batch = Batch(minute: minute)
                    batch.feeds = [feed(.silent(since: .minute(minute)), news: .silent)]
                    try contract.commit(batch)
                    #expect(try contract.ask { try $0.recover() }.feeds.map(\.news) == [.silent])
                    var notes = Notes(reportedSeq: 0)
                    notes.toldFeeds = [wms]
                    try contract.ask { try $0.note(notes) }
                    #expect(try contract.ask { try $0.recover() }.feeds.map(\.news) == [nil])
                }
            },
            ContractClause("a source that nothing is expected of any more is gone") { contract in
                var batch = Batch(minute: 1)
                batch.feeds = [feed(.expected(by: .minute(60)))]
                try contract.commit(batch)
                batch = Batch(minute: 2)
                batch.unexpected = [wms]
                try contract.commit(batch)
                #expect(try contract.ask { try $0.recover() }.feeds.isEmpty)
            },
            ContractClause("nobody is called silent before it is due") { contract in
                var batch = Batch(minute: 59)
                batch.feeds = [feed(.silent(since: .minute(60)), news: .silent)]
                try contract.refuses(batch)
            },
        ]
    }
}
