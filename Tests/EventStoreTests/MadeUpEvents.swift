import Engagement
import Foundation

@testable import EventStore

/// Events of a made-up span of days before now: presses, re-shares, previews, visits and refusals, in no order of time.
enum MadeUpEvents {
    private static let about = [
        Circumstances(),
        Circumstances(
            referrerHost: "l.facebook.com", referrerNetwork: "Facebook", agentFamily: "Facebook", system: "Android",
            device: .phone, place: Place(name: "Facebook", channel: "facebook")),
        Circumstances(agentFamily: "Zalo", system: "iOS", device: .phone, place: Place(name: "Zalo", channel: "zalo")),
        Circumstances(referrerHost: "www.google.com", agentFamily: "Firefox", system: "Windows", device: .desktop),
    ]

    static func make(_ count: Int, article: Int64, seed: UInt64, days: Int64 = 14) -> [EventEntry] {
        var random = SplitMix(state: seed)
        var shares: [Int64] = []
        return (0..<count).map { _ in
            var event = one(&random)
            event.circumstances = about.randomElement(using: &random) ?? Circumstances()
            return event
        }

        func one(_ random: inout SplitMix) -> EventEntry {
            let at = TemporaryStore.now.advanced(by: Int64.random(in: -days * 86_400...0, using: &random))
            let channel = [0, 1, 3].randomElement(using: &random) ?? 1
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2:
                let share = Int64.random(in: 1...Int64(1) << 40 - 1, using: &random)
                let parent = Int.random(in: 0..<3, using: &random) == 0 ? shares.randomElement(using: &random) : nil
                shares.append(share)
                return .press(article, share: share, at: at, channel: channel, parent: parent)
            case 3:
                return .press(article, share: nil, at: at, channel: channel, verdict: .refused(.crawler))
            case 4:
                return .visit(
                    article, share: shares.randomElement(using: &random), at: at, channel: channel,
                    verdict: .refused(.preview))
            case 5:
                return .visit(
                    article, share: shares.randomElement(using: &random), at: at, channel: channel,
                    verdict: .refused(.repeat))
            default:
                return .visit(
                    article, share: shares.randomElement(using: &random), at: at, channel: channel,
                    arrival: [nil, true, false].randomElement(using: &random) ?? nil)
            }
        }
    }
}
