// The metrics by name. docs/handbook.md tells what each is for; a test compares the two.

import CivilTime
import Orders

extension Snapshot {
    /// The whole file.
    package func text(with measures: Measures) -> String {
        var text = Exposition()
        addService(to: &text)
        addOrders(to: &text)
        addWork(measures, to: &text)
        addSources(to: &text)
        text.end()
        return text.text
    }

    private func addService(to text: inout Exposition) {
        func add(_ name: String, _ help: String, _ samples: Exposition.Sample...) {
            text.add("cutoffd_\(name)", .gauge, help, samples)
        }
        add("build_info", "The version that runs; always 1.", .init(1, ["version": version]))
        add("last_turn_timestamp_seconds", "When the daemon last turned, since 1970.", .init(lastTurn))
        if let lastCommit {
            add("last_commit_timestamp_seconds", "When a turn last changed the store, since 1970.", .init(lastCommit))
        }
        text.add(
            "cutoffd_held", .gauge, "Whether deadlines are held, by reason: 0 or 1.",
            holds.map { .init($0.isThere, ["reason": $0.reason]) })
        add("intake_stopped", "Whether files are left in the spool because of trouble: 0 or 1.", .init(isIntakeStopped))
        add("spool_files", "Files in new/ that are not retired.", .init(spoolFiles))
        add("rejected_files", "Files in rejected/.", .init(rejectedFiles))
    }

    private func addOrders(to text: inout Exposition) {
        text.add("cutoffd_open_orders", .gauge, "Orders that are not closed.", [.init(openOrders)])
        text.add(
            "cutoffd_shipments", .gauge, "Shipments by state.",
            StateName.allCases.map { .init(shipments[$0] ?? 0, ["state": $0.rawValue]) })
        text.add(
            "cutoffd_wheel_timers", .gauge, "Orders with a deadline in the hours that the wheel holds.", [.init(timers)]
        )
    }

    private func addWork(_ measures: Measures, to text: inout Exposition) {
        text.add(
            "cutoffd_transitions_total", .counter, "Transitions committed, by what caused them.",
            measures.transitions.sorted { $0.key < $1.key }.map { change, count in
                .init(count, ["event": change.event, "from": change.from?.rawValue ?? "", "to": change.to.rawValue])
            })
        text.add(
            "cutoffd_refused_records_total", .counter, "Records refused, by kind of refusal.",
            Refusal.Code.allCases.map { .init(measures.refusals[$0] ?? 0, ["code": $0.rawValue]) })
        text.add(
            "cutoffd_lateness_seconds", "How long after its effective time a transition was committed.",
            [
                (["cause": "deadline"], measures.latenessOfDeadlines),
                (["cause": "event"], measures.latenessOfEvents),
            ])
        text.add("cutoffd_commit_seconds", "How long a commit took.", [([:], measures.commits)])
    }

    private func addSources(to text: inout Exposition) {
        func add(
            _ name: String, _ kind: Exposition.Kind, _ help: String, _ samples: (SourceFigures) -> [Exposition.Sample]
        ) {
            text.add("cutoffd_source_\(name)", kind, help, sources.flatMap(samples))
        }
        add("last_event_timestamp_seconds", .gauge, "When a source last spoke, since 1970.") { source in
            source.lastEvent.map { [.init($0, source.labels)] } ?? []
        }
        add("expected_seconds", .gauge, "How often a source is expected to speak.") { source in
            source.expectEvery.map { [.init($0, source.labels)] } ?? []
        }
        add("silent", .gauge, "Whether a source was called silent: 0 or 1.") { source in
            source.isSilent.map { [.init($0, source.labels)] } ?? []
        }
        add("events_total", .counter, "What became of the events of a source.") { source in
            [("accepted", source.accepted), ("duplicate", source.duplicate), ("refused", source.refused)].map {
                .init($0.1, ["source": source.label, "outcome": $0.0])
            }
        }
        add("late_events_total", .counter, "Accepted events that missed their deadline.") { source in
            [.init(source.late, source.labels)]
        }
        add("waiting_events", .gauge, "Events of a source that wait.") { [.init($0.waiting, $0.labels)] }
    }
}

extension SourceFigures {
    fileprivate var labels: Exposition.Labels { ["source": label] }
}
