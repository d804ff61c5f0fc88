// Which kind of entry this is, for `journalctl MESSAGE_ID=…` and for the catalog (systemd/cutoffd.catalog), whose
// texts `journalctl -x` shows. Once released, an identifier is never changed and never used for anything else.

import Engine
import Orders

/// A stable 128-bit identifier, 32 hexadecimal digits in lower case (systemd.journal-fields(7), "MESSAGE_ID").
package enum MessageID: String, CaseIterable, Hashable, Sendable {
    // Events
    case orderPlaced = "fc209c7d133549169a7ec2b5283bbf19"
    case passportProvided = "d49a7cc1adcb45d49c5bfa00a6ab4216"
    case cutoffChanged = "7d43358f7de14d619c4c2389465e85f7"
    case shipmentSplit = "748f70dea4954b8ab95c1da2b46b6ac7"
    case itemRemoved = "6c515f69562347169272b7f70b5a862b"
    case shipmentPacked = "ed5317caf1334724b4756e46260b0e8d"
    case evidenceRecorded = "8205c5b260e64914b41826af8dea85b5"
    case trackingAssigned = "bad6002a6ace4005862dc752ff1c76a5"
    case shipmentAccepted = "8b8ac4c73a784b10a878be53bcbe533b"
    case courierDeparted = "2a98dced7eb04571a2104e1b24ed23a1"
    case pickupArrived = "01af9ae9405c40e49fcb5078118bf11d"
    case deliveryPresumed = "6d442cd6e1374649ba7cd3366aa417eb"
    case deliveryConfirmed = "78913e43d4124dd895e2cba8fdf930c2"
    case receiptDeclined = "379d9290eb624b72af6a5ed21c459053"
    case customerContacted = "40d4fda430d94624949e5ddff40edc40"
    case disputeResolved = "dd806feca61742a5b1ee7f82576aadad"
    case shipmentCancelled = "aa05090c229a4d7cbe206e58a0e969ad"
    case orderCancelled = "ae2615c7fca14a39beb8a15dc6ed28fb"
    case cancellationRequested = "93e8188c0635472eb95fed86f7f7c656"
    case cancellationAnswered = "0a49d754e2774bf8855671d9c81bf504"
    case claimWithheld = "e80a0a2b361143e6acf81d54a250f7e3"
    case appealFiled = "6f238cce94ff4737aa98f67bf769b5db"
    case appealDecided = "e1455316bd534a278756396746f22fc1"

    // Deadlines that passed
    case passportPassed = "4912426557cb4c12a33f8f7e0e7b1cdc"
    case packingPassed = "e1a96809458f46a7abd6174b54e227cc"
    case packingGracePassed = "c0a24b43a35648b2b2deb93473cf3bc3"
    case handOverPassed = "844478e812804529879fe0693e93e758"
    case handOverGracePassed = "d5f51d98403343e992a220385d68ea82"
    case disputeWindowPassed = "ac698bc92fea4cabb9edfeac66909599"
    case cancellationAnswerPassed = "538eacd91e244187a98f15309e632554"
    case appealWindowPassed = "74e863f76d604bf4a603dde5e97095cb"
    case waitingEventPassed = "f61ab895c5be402ea8fb373b5b6ea531"
    case feedSilencePassed = "7580e39542c54ff3b4192fd75d9518d8"

    // A deadline that has not passed yet
    case reminder = "244a9702f8214130b05fcb17c869e9a7"

    // Of a marketplace's report
    case corrected = "e1edeaff41784f6fbccb6309a3b346a1"
    case passportAwaited = "cc592367e70348348cad46b043f174d6"
    case orderDescribed = "321bc87bd6774783ad4f97a2057ffbcc"
    case contradicted = "faaf0b3d65f541dc9b485c82c4e4f0e9"

    // Refusals
    case rejected = "73af66a5a1e74f64b8d45e9e1f80317b"

    // Sources; that one fell silent is a deadline that passed
    case feedSpeaksAgain = "d9bf3f3c62ee49688c102b583d348a6a"

    // What the daemon says of itself
    case started = "951bd9b7070f4367aa155ba61d51cb98"
    case startWaits = "52686181958c42b2964a325101c0e4ab"
    case stopped = "4978a80a01a640179c2aaa215e7b933a"
    case reloaded = "e90b841135e24167b77dfa625d18fc2b"
    case reloadFailed = "4dbbf7d09b1747a89dfff99e5195ba59"
    case held = "d0381f0a7c034eac8ca1fb446f44236c"
    case released = "5cb40442610745b7a6ecb82363fc9b64"
    case intakeStopped = "fe3058853c0f488382acd2a1220c6343"
    case intakeResumed = "2368a6e488084093a695871c4f65c748"
    case storeFull = "e281d24b11e542e0bc64b3fe4569135d"
    case spoolWarning = "e1c9525c10b64c1a848eb26f1c0b925d"
    case metricsStopped = "35a6348d23174f5dad3778a17c9cff79"
    case metricsResumed = "e4cdb906fa4b492097da0441a42ecafa"
    case archiveAhead = "695612c08ebc44579be5d363addde0bc"
    case replayStopped = "719c3509d0a04a959da2278c96675cc7"
    case replayEnded = "bb27ffc67b2d4dafac984e67df8d0b3a"
}

extension MessageID {
    package init(_ cause: Cause) {
        switch cause {
        case .event(let type): self.init(type)
        case .deadline(let kind): self.init(passed: kind)
        case .reminder: self = .reminder
        case .finding(let finding): self.init(finding)
        }
    }

    private init(_ finding: Finding) {
        switch finding {
        case .corrected: self = .corrected
        case .passportAwaited: self = .passportAwaited
        case .orderDescribed: self = .orderDescribed
        }
    }

    private init(_ type: EventType) {
        switch type {
        case .orderPlaced: self = .orderPlaced
        case .passportProvided: self = .passportProvided
        case .cutoffChanged: self = .cutoffChanged
        case .shipmentSplit: self = .shipmentSplit
        case .itemRemoved: self = .itemRemoved
        case .shipmentPacked: self = .shipmentPacked
        case .evidenceRecorded: self = .evidenceRecorded
        case .trackingAssigned: self = .trackingAssigned
        case .shipmentAccepted: self = .shipmentAccepted
        case .courierDeparted: self = .courierDeparted
        case .pickupArrived: self = .pickupArrived
        case .deliveryPresumed: self = .deliveryPresumed
        case .deliveryConfirmed: self = .deliveryConfirmed
        case .receiptDeclined: self = .receiptDeclined
        case .customerContacted: self = .customerContacted
        case .disputeResolved: self = .disputeResolved
        case .shipmentCancelled: self = .shipmentCancelled
        case .orderCancelled: self = .orderCancelled
        case .cancellationRequested: self = .cancellationRequested
        case .cancellationAnswered: self = .cancellationAnswered
        case .claimWithheld: self = .claimWithheld
        case .appealFiled: self = .appealFiled
        case .appealDecided: self = .appealDecided
        }
    }

    private init(passed kind: DeadlineKind) {
        switch kind {
        case .passport: self = .passportPassed
        case .packing: self = .packingPassed
        case .packingGrace: self = .packingGracePassed
        case .handOver: self = .handOverPassed
        case .handOverGrace: self = .handOverGracePassed
        case .disputeWindow: self = .disputeWindowPassed
        case .cancellationAnswer: self = .cancellationAnswerPassed
        case .appealWindow: self = .appealWindowPassed
        case .waitingEvent: self = .waitingEventPassed
        case .feedSilence: self = .feedSilencePassed
        case .reminder: self = .reminder
        }
    }

    package init(_ notice: Notice) {
        switch notice {
        case .started: self = .started
        case .startWaits: self = .startWaits
        case .stopped: self = .stopped
        case .reloaded: self = .reloaded
        case .reloadFailed: self = .reloadFailed
        case .held: self = .held
        case .released: self = .released
        case .intakeStopped: self = .intakeStopped
        case .intakeResumed: self = .intakeResumed
        case .storeFull: self = .storeFull
        case .spoolWarning: self = .spoolWarning
        case .metricsStopped: self = .metricsStopped
        case .metricsResumed: self = .metricsResumed
        case .feed(let feed, _): self = feed.due == nil ? .feedSilencePassed : .feedSpeaksAgain
        case .archiveAhead: self = .archiveAhead
        case .replayStopped: self = .replayStopped
        case .replayEnded: self = .replayEnded
        }
    }
}
