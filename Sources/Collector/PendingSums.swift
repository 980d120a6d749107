import Engagement
import EventStore

/// Requests that are only added up, until they are written.
struct PendingSums: Sendable {
    private struct Key: Hashable {
        var minute: Timestamp
        var kind: EventKind
        var reason: RefusalReason
    }

    private struct LossKey: Hashable {
        var minute: Timestamp
        var reason: LossReason
    }

    private var lost: [LossKey: Int64] = [:]
    private var withoutArticle: [Key: Int64] = [:]
    private var ofArticles: [RefusedSum.Key: Int64] = [:]

    mutating func add(_ reason: RefusalReason, _ kind: EventKind, at: Timestamp) {
        let key = Key(minute: Timestamp(seconds: at.seconds.floored(to: 60)), kind: kind, reason: reason)
        withoutArticle[key, default: 0] += 1
    }

    /// Sums that tell article, channel and so on, while they cannot be written; beyond them only kind and reason are told.
    static let limit = 20_000

    mutating func add(_ key: RefusedSum.Key) {
        if ofArticles.count < Self.limit || ofArticles[key] != nil {
            ofArticles[key, default: 0] += 1
        } else {
            add(RefusalReason(rawValue: key.code) ?? .unverified, key.kind, at: key.minute)
        }
    }

    mutating func lose(at: Timestamp, _ reason: LossReason) {
        lost[LossKey(minute: Timestamp(seconds: at.seconds.floored(to: 60)), reason: reason), default: 0] += 1
    }

    var isEmpty: Bool { withoutArticle.isEmpty && ofArticles.isEmpty && lost.isEmpty }

    /// What could not be recorded.
    var losses: [LossSum] { lost.map { LossSum(minute: $0.key.minute, reason: $0.key.reason, events: $0.value) } }

    /// The sums of requests that belong to no article.
    var unattributed: [UnattributedSum] {
        withoutArticle.map {
            UnattributedSum(minute: $0.key.minute, kind: $0.key.kind, reason: $0.key.reason, requests: $0.value)
        }
    }

    /// The sums of refused requests on articles.
    var refused: [RefusedSum] { ofArticles.map { RefusedSum(key: $0.key, requests: $0.value) } }
}
