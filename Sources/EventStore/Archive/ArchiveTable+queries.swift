import Engagement

extension ArchiveTable {
    /// The query that reads its rows, with its columns in order.
    var read: String { Self.queries[name]?.read ?? "" }

    /// The statement that takes a row over, with its columns as parameters in order; of events see `ArchiveEvents`.
    var take: String { Self.queries[name]?.take ?? "" }

    /// Whether all of its numbers are figures, times or numbers of articles.
    var isOfFigures: Bool {
        switch name {
        case "tallies", "refusedTallies", "circumstances", "openings", "unattributed", "refusedSums", "pageViews",
            "sealedVisits", "losses", "filledHours":
            true
        default: false
        }
    }

    private static let queries: [String: (read: String, take: String)] = [
        "articles": (Query.archiveArticles, Query.takeArticles),
        "formerAddresses": (Query.archiveFormerAddresses, Query.takeFormerAddresses),
        "articleChanges": (Query.archiveArticleChanges, Query.takeArticleChanges),
        "sealedVisits": (Query.archiveSealedVisits, Query.takeSealedVisits),
        "imports": (Query.archiveImports, Query.takeImports),
        "referrers": (Query.archiveReferrers, Query.takeReferrers),
        "agents": (Query.archiveAgents, Query.takeAgents),
        "places": (Query.archivePlaces, Query.takePlaces),
        "shares": (Query.archiveShares, Query.takeShares),
        "tallies": (Query.archiveTallies, Query.takeTallies),
        "refusedTallies": (Query.archiveRefusedTallies, Query.takeRefusedTallies),
        "circumstances": (Query.archiveCircumstances, Query.takeCircumstances),
        "openings": (Query.archiveOpenings, Query.takeOpenings),
        "unattributed": (Query.archiveUnattributed, Query.takeUnattributed),
        "refusedSums": (Query.archiveRefusedSums, Query.takeRefusedSums),
        "losses": (Query.archiveLosses, Query.takeLosses),
        "filledHours": (Query.archiveFilledHours, Query.takeFilledHours),
        "restores": (Query.archiveRestores, Query.takeRestores),
        "pageViews": (Query.archivePageViews, Query.takePageViews),
        "events": (Query.archiveEvents, Query.takeEvents),
        "machines": (Query.archiveMachines, Query.takeMachines),
    ]
}
