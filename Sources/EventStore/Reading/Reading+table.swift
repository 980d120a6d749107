import Engagement
import Foundation
import GRDB

/// The long form: figures by any of its keys.
extension Reading {
    func table(_ question: ReportQuestion, by keys: [ReportQuestion.TableKey], limit: Int?) throws -> ReportAnswer {
        let columns = keys.flatMap(Self.columns)
        let about = try circumstance(of: keys)
        var rows: [[Cell]: Figures] = [:]
        var total = FigureSums<Int>()
        let origins: [Origin?] = keys.contains(.origin) ? Origin.allCases.filter { filter.origin ?? $0 == $0 } : [nil]
        for origin in origins {
            var narrowed = filter
            narrowed.origin = origin ?? filter.origin
            let part = try Reading(database: database, filter: narrowed, sort: sort)
            let naming = TableNaming(part, keys, origin)
            let sums = try part.sums(question.period, by: keys, about)
            for (key, figures) in sums.sums where !figures.isZero {
                rows[try naming.cells(key), default: Figures(seesPreviews: false)] += figures
            }
            total.add(sums.total ?? Figures(seesPreviews: false), to: 0)
            takeRemarks(of: part)
        }
        let sorted = rows.sorted { Self.isBefore($0.key, $1.key) }
        var answer = ReportShape.division(
            "table", columns, sorted.map { FigureRow(key: $0.key, figures: $0.value) }, limit: limit,
            totals: try totals(question, total.total ?? Figures()), period: question.period
        ) { $0 }
        if about != nil { answer.forget(["previewed"]) }
        if about == .place { answer.forget(["presses", "reshares", "visitsPerPress"]) }
        if about != nil, try !knowsCircumstances(question.period) {
            answer.notes.append(try unknownBefore(question.period))
        }
        return answer
    }

    /// What the keys are about that is kept for all articles together; nil where nothing is.
    private func circumstance(of keys: [ReportQuestion.TableKey]) throws -> Circumstance? {
        let found = Set(
            keys.compactMap { key -> Circumstance? in
                switch key {
                case .referrer: .referrer
                case .device, .system: .agent
                case .place: .place
                default: nil
                }
            })
        let hint =
            found.count > 1
            ? "referrer, place, and device with system are counted apart from each other; ask for one of them"
            : "referrer, device, system and place are kept for all articles together; ask for them without article, "
                + "section and author, also as filters"
        if found.count > 1 || (!found.isEmpty && (keys.contains(where: \.isOfArticle) || articles != nil)) {
            throw StoreError(.invalid, "reading the report table", hint: hint)
        }
        return found.first
    }

    /// Sums by numbers, a number a key.
    private func sums(
        _ period: Period, by keys: [ReportQuestion.TableKey], _ about: Circumstance?
    ) throws -> FigureSums<[Int64]> {
        let span = keys.compactMap(\.bucket).map { widest(for: $0, period) }.min() ?? TallySpan.month
        let period = span == 0 ? try kept(period) : period
        var needs: LineNeeds = []
        if keys.contains(where: \.isOfArticle) { needs.insert(.article) }
        if keys.contains(.channel) { needs.insert(.channel) }
        let aliases = needs.contains(.article) ? try aliases() : [:]
        var starts = keys.map { BucketStarts(bucket: $0.bucket, zone: period.zone) }
        var sums = FigureSums<[Int64]>()
        func add(_ line: FigureLine) {
            sums.add(
                line.figures,
                to: keys.indices.map { place in
                    switch keys[place] {
                    case .hour, .day, .week, .month: starts[place].start(of: line.start)
                    case .article, .section, .author: aliases[line.article] ?? line.article
                    case .channel: Int64(line.channel)
                    case .origin: 0
                    case .referrer, .device, .system, .place: line.value
                    }
                })
        }
        if let about {
            try circumstances(about, period, widest: span, add)
        } else {
            try lines(period, needs, widest: span, add)
        }
        return sums
    }

    private static func columns(_ key: ReportQuestion.TableKey) -> [Engagement.Column] {
        switch key {
        case .hour, .day, .week, .month: [Column(key.rawValue, .moment(key.bucket))]
        case .article: ReportShape.articleColumns
        case .section, .author, .system: [Column(key.rawValue, .text)]
        case .channel: [Column("channel", .channel)]
        case .origin, .device, .place: [Column(key.rawValue, .word)]
        case .referrer: [Column("referrerHost", .text)]
        }
    }

    /// Cells in order: earlier, smaller, and by the alphabet; what is not known last.
    private static func isBefore(_ one: [Cell], _ other: [Cell]) -> Bool {
        for (left, right) in zip(one, other) where left != right {
            switch (left, right) {
            case (.moment(let left), .moment(let right)): return left < right
            case (.count(let left), .count(let right)): return left < right
            case (.text(let left), .text(let right)): return left < right
            default: return right == .none
            }
        }
        return false
    }
}

extension ReportAnswer {
    /// Makes figures unknown that are not told by these keys: a press has no place.
    fileprivate mutating func forget(_ keys: Set<String>) {
        let places = columns.indices.filter { keys.contains(columns[$0].key) }
        func without(_ cells: [Cell]) -> [Cell] {
            var cells = cells
            for place in places { cells[place] = .none }
            return cells
        }
        rows = rows.map(without)
        total = without(total)
        previous = previous.map(without)
        usual = usual.map(without)
    }
}

/// The beginnings of hours, days and so on: a calendar is asked once for each.
private struct BucketStarts {
    let bucket: TimeBucket?
    let zone: TimeZone
    private var known: [Int64: Int64] = [:]

    init(bucket: TimeBucket?, zone: TimeZone) {
        self.bucket = bucket
        self.zone = zone
    }

    mutating func start(of moment: Int64) -> Int64 {
        if let known = known[moment] { return known }
        let start = bucket?.start(of: Timestamp(seconds: moment), zone: zone).seconds ?? 0
        known[moment] = start
        return start
    }
}

/// The cells of the keys' numbers.
private final class TableNaming {
    private let reading: Reading
    private let keys: [ReportQuestion.TableKey]
    private let origin: Origin?
    private var channels: [Int: String]?
    private var cells: [ReportQuestion.TableKey: [Int64: [Cell]]] = [:]

    init(_ reading: Reading, _ keys: [ReportQuestion.TableKey], _ origin: Origin?) {
        self.reading = reading
        self.keys = keys
        self.origin = origin
    }

    func cells(_ numbers: [Int64]) throws -> [Cell] {
        try zip(keys, numbers).flatMap { key, number in
            if let known = cells[key]?[number] { return known }
            let found = try find(key, number)
            cells[key, default: [:]][number] = found
            return found
        }
    }

    private func find(_ key: ReportQuestion.TableKey, _ number: Int64) throws -> [Cell] {
        switch key {
        case .hour, .day, .week, .month: return [.moment(Timestamp(seconds: number))]
        case .article:
            let article = try reading.article(number)
            return article.map(ReportShape.cells) ?? [.count(number), .none, .none, .none, .none, .none]
        case .section: return [.text(orNone: try reading.article(number)?.facts.section)]
        case .author: return [.text(orNone: try reading.article(number)?.facts.author)]
        case .channel:
            let names = try channels ?? reading.channelNames()
            channels = names
            return [.text(names[Int(number)] ?? "\(number)")]
        case .origin: return [.text(orNone: origin?.name)]
        case .referrer: return [name(try reading.names(Query.nameOfReferrer, [number])[number]?["host"])]
        case .device: return [name(try reading.names(Query.nameOfAgent, [number])[number]?["device"])]
        case .system: return [name(try reading.names(Query.nameOfAgent, [number])[number]?["system"])]
        case .place: return [name(try reading.names(Query.nameOfPlace, [number])[number]?["name"])]
        }
    }

    private func name(_ text: String?) -> Cell { .text(orNone: text?.isEmpty == true ? nil : text) }
}
