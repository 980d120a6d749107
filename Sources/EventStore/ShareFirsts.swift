import Engagement
import GRDB

/// A share that events of a fold preview or open for the first time, with both moments as they are from then on.
struct MarkedShare {
    var share: ShareKey
    var previewed: Int64?
    var opened: Int64?
}

/// Finds which events of a fold are the first preview or visit of their share, and which presses have a parent.
///
/// Shares are looked up once each, in the order of their table, so that its pages are: events one by one would cost twice
/// as much.
struct ShareFirsts {
    /// An event whose share tells what it adds.
    private struct Candidate {
        var article: Int64
        var share: Int64
        /// Its place among the events of the fold, which stand in the order of their numbers.
        var place: Int32
        var role: Role
        var at: Int64
    }

    enum Role: UInt8 {
        case press, visit, preview

        /// What an event has to be for its share to matter.
        init?(_ kind: EventKind, code: Int) {
            switch kind {
            case .press where code == 0: self = .press
            case .visit where code == 0: self = .visit
            case .visit where code == RefusalReason.preview.rawValue: self = .preview
            default: return nil
            }
        }
    }

    private var candidates: [Candidate] = []

    mutating func add(_ role: Role, at: Int64, _ share: ShareKey, place: Int) {
        candidates.append(
            Candidate(article: share.article, share: share.id, place: Int32(place), role: role, at: at))
    }

    /// Looks the shares up.
    ///
    /// - Parameter tell: called with the place of each event that is its share's first, or a press with a parent.
    /// - Returns: the shares that are marked by it, in the order of their table.
    mutating func find(in database: Database, _ tell: (Int) -> Void) throws -> [MarkedShare] {
        candidates.sort { ($0.article, $0.share, $0.place) < ($1.article, $1.share, $1.place) }
        let statement = try BoundStatement(database, Query.shareMarks)
        var marked: [MarkedShare] = []
        var next = 0
        while next < candidates.count {
            let first = candidates[next]
            var share = MarkedShare(share: ShareKey(article: first.article, id: first.share))
            var hasParent = false
            statement.bind(first.article, at: 1)
            statement.bind(first.share, at: 2)
            try statement.each { row in
                share.previewed = row.numberOrNil(0)
                share.opened = row.numberOrNil(1)
                hasParent = row.number(2) != 0
            }
            let (previewed, opened) = (share.previewed, share.opened)
            while next < candidates.count, candidates[next].share == first.share,
                candidates[next].article == first.article
            {
                let one = candidates[next]
                switch one.role {
                case .press: if hasParent { tell(Int(one.place)) }
                case .visit where share.opened == nil:
                    share.opened = one.at
                    tell(Int(one.place))
                case .preview where share.previewed == nil:
                    share.previewed = one.at
                    tell(Int(one.place))
                case .visit, .preview: break
                }
                next += 1
            }
            if share.previewed != previewed || share.opened != opened { marked.append(share) }
        }
        return marked
    }

    /// Writes down when shares were previewed and opened first.
    static func mark(_ shares: [MarkedShare], in database: Database) throws {
        let statement = try BoundStatement(database, Query.markShare)
        for one in shares {
            statement.bind(one.previewed, at: 1)
            statement.bind(one.opened, at: 2)
            statement.bind(one.share.article, at: 3)
            statement.bind(one.share.id, at: 4)
            try statement.run()
        }
    }
}
