import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// `sharetrail digest`
struct DigestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Write the morning page: what spread yesterday, and today until now.",
        discussion: """
            text  at most 1,000 characters, for a chat group
            html  a page without images, for mail programs
            eml   a mail with both, for «sendmail -t»:
                  sharetrail digest --format eml --from trail@news.example --to desk@news.example | sendmail -t

            Days are those of the newsroom's time zone.
            """)

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text
        case html
        case eml
    }

    @OptionGroup var home: HomeOption

    @Option(help: "text, html or eml.")
    var format = Form.text

    @Option(help: "vi or en (default: from the configuration).")
    var lang: Language?

    @Option(help: ArgumentHelp("For eml: the sender, such as «Trail <trail@news.example>».", valueName: "address"))
    var from: String?

    @Option(help: ArgumentHelp("For eml: a reader; again for each.", valueName: "address"))
    var to: [String] = []

    @Option(
        help: ArgumentHelp(
            "The address of the pages, to stand at the end (default: the first of «pages.hosts»).", valueName: "url"))
    var link: String?

    @Option(
        help: ArgumentHelp(
            "As if it were then, in the newsroom's zone (default: now).", valueName: "yyyy-mm-ddThh:mm"))
    var asOf: String?

    func validate() throws {
        if format == .eml {
            guard from != nil, !to.isEmpty else { throw ValidationError("a mail needs --from and --to") }
        } else if from != nil || !to.isEmpty {
            throw ValidationError("--from and --to belong to --format eml")
        }
        for text in [from].compactMap({ $0 }) + to where Digest.Address(text) == nil {
            throw ValidationError(
                "«\(text)» is no address; write it as in lan@news.example, or «Lan <lan@news.example>»")
        }
    }

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let now = try moment(configuration.zone)
        let reader = try StoreReader(folder: home.path)
        func answer(_ name: ReportRequest.Name, today: Bool, limit: Int? = nil, compare: Bool = false) throws
            -> ReportAnswer
        {
            var request = ReportRequest(name, marker: "--")
            (request.last, request.today, request.limit, request.compare) = (today ? nil : "1d", today, limit, compare)
            return try reader.answer(
                request.question(
                    zone: configuration.zone, now: now, all: { nil }, article: { _ in 0 }, channel: { _ in 0 }))
        }
        let language = lang ?? configuration.language
        let words = language == configuration.language ? configuration.words : language == .vi ? .vietnamese : .english
        let labels = Dictionary(
            uniqueKeysWithValues: configuration.channels.all.map { ($0.name, words.label(of: $0)) })
        let digest = Digest(
            Digest.Answers(
                yesterday: try answer(.channels, today: false, compare: true),
                top: try answer(.top, today: false, limit: 5), today: try answer(.channels, today: true),
                topToday: try answer(.top, today: true, limit: 3)),
            site: configuration.hosts.first ?? "",
            link: link ?? configuration.pagesHosts.first.map { "https://\($0)/" },
            vocabulary: Vocabulary(language: language, channelLabels: labels))
        Terminal.write(try text(digest, now))
    }

    private func text(_ digest: Digest, _ now: Timestamp) throws -> String {
        switch format {
        case .text: return digest.text
        case .html: return digest.html
        case .eml:
            guard let sender = from.flatMap(Digest.Address.init) else { throw ValidationError("a mail needs --from") }
            let id = RandomSource.system.bytes(12).map { String(format: "%02x", $0) }.joined()
            return digest.mail(from: sender, to: to.compactMap(Digest.Address.init), at: now, id: id)
        }
    }

    private func moment(_ zone: TimeZone) throws -> Timestamp {
        guard let asOf else { return Clock.system.now() }
        let parts = asOf.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let midnight = Timestamp.midnight(of: String(parts[0]), zone: zone),
            let time = parts[1].wholeMatch(of: /([01][0-9]|2[0-3]):([0-5][0-9])/), let hour = Int(time.output.1),
            let minute = Int(time.output.2)
        else { throw ValidationError("«\(asOf)» is no moment; write it as in 2026-12-01T07:00") }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        guard let date = calendar.date(bySettingHour: hour, minute: minute, second: 0, of: Date(midnight)) else {
            throw ValidationError("\(asOf) does not exist in \(zone.identifier): clocks are put forward then")
        }
        return Timestamp(date)
    }
}
