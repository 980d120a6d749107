/// A run of scalars that hosts are made of, with the longest host from each of its labels worked out once.
///
/// Hosts may begin anywhere in such a run, as text without spaces flows into them. Working backwards from its last
/// label keeps the search linear in the run's length.
struct PostHostRun {
    private struct Label {
        var range: Range<Int>
        var lastUnderscore = -1
        /// Where the top-level domain ends that the label begins with.
        var suffixEnd: Int?
        /// Where the longest host ends that begins with the label, or goes through it.
        var hostEnd: Int?
    }

    let range: Range<Int>
    private var labels: [Label] = []
    private var cursor = 0

    static let none = PostHostRun(range: 0..<0)

    private init(range: Range<Int>) {
        self.range = range
    }

    /// The run that begins at `start`.
    init(in scalars: [UInt32], from start: Int) {
        var end = start
        var dots = 0
        while end < scalars.count, PostScalar.isHost(scalars[end]) {
            if scalars[end] == 0x2E { dots += 1 }
            end += 1
        }
        range = start..<end
        guard dots > 0 else { return }
        labels.reserveCapacity(dots + 1)
        var label = start
        for position in start...end where position == end || scalars[position] == 0x2E {
            labels.append(Label(range: label..<position))
            label = position + 1
        }
        for index in labels.indices.reversed() { work(out: index, scalars) }
    }

    private mutating func work(out index: Int, _ scalars: [UInt32]) {
        let range = labels[index].range
        guard let first = range.first, PostScalar.isHostLetter(scalars[first]) else { return }
        labels[index].lastUnderscore = scalars[range].lastIndex(of: 0x5F) ?? -1
        labels[index].hostEnd = hostEnd(in: index, from: first, scalars)
        if index > 0 {
            // What stands behind the run may forbid the domain, so the range goes on to the end of the text.
            let end = TopLevelDomains.end(in: scalars, first..<scalars.count)
            labels[index].suffixEnd = end.map { min($0, range.upperBound) }
        }
    }

    private func hostEnd(in index: Int, from start: Int, _ scalars: [UInt32]) -> Int? {
        let label = labels[index]
        guard index + 1 < labels.count, PostScalar.isHostLetter(scalars[label.range.upperBound - 1]) else { return nil }
        if let end = labels[index + 1].hostEnd { return end }
        return label.lastUnderscore < start ? labels[index + 1].suffixEnd : nil
    }

    /// Where the longest host ends that begins at `start`, which holds a letter; nil where none does.
    ///
    /// To be asked from left to right.
    mutating func hostEnd(from start: Int, _ scalars: [UInt32]) -> Int? {
        guard !labels.isEmpty else { return nil }
        while labels[cursor].range.upperBound < start { cursor += 1 }
        return hostEnd(in: cursor, from: start, scalars)
    }
}

/// Rules for the host of an address as a whole.
enum PostHost {
    /// Whether each label has 1 to 63 bytes as DNS writes it (RFC 1035).
    ///
    /// The dots of other scripts do not begin a label here, though DNS software takes them for dots.
    static func hasShortLabels(_ host: ArraySlice<UInt32>) -> Bool {
        host.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
            var total = -1
            for part in label.split(omittingEmptySubsequences: false, whereSeparator: isDot) {
                guard let count = Punycode.labelCount(part) else { return false }
                total += count + 1
            }
            return (1...63).contains(total)
        }
    }

    /// Whether the host begins as if DNS had written it, and yet has no part that DNS could have written.
    static func isFalselyEncoded(_ scalars: [UInt32], _ host: Range<Int>) -> Bool {
        scalars[host].starts(with: [0x78, 0x6E, 0x2D, 0x2D]) && bareHosts(in: scalars, host).isEmpty
    }

    /// The dots of other scripts (RFC 3490, 3.1).
    private static func isDot(_ scalar: UInt32) -> Bool {
        scalar == 0x3002 || scalar == 0xFF0E || scalar == 0xFF61
    }

    /// The hosts without `https://` inside one that may hold any letters: those parts that are written in Latin.
    ///
    /// In `中国語example.comテストnews.jp` they are `example.com` and `news.jp`.
    static func bareHosts(in scalars: [UInt32], _ host: Range<Int>) -> [Range<Int>] {
        var labels: [Range<Int>] = []
        var label = host.lowerBound
        for position in host.lowerBound...host.upperBound
        where position == host.upperBound || scalars[position] == 0x2E {
            labels.append(label..<position)
            label = position + 1
        }
        // For each label: where its Latin tail begins, and where a host with that tail ends.
        var tails = labels.map(\.upperBound)
        var ends = [Int?](repeating: nil, count: labels.count)
        for index in labels.indices.reversed() {
            let label = labels[index]
            while tails[index] > label.lowerBound, PostScalar.isBareHost(scalars[tails[index] - 1]) {
                tails[index] -= 1
            }
            guard index + 1 < labels.count, !label.isEmpty else { continue }
            let next = labels[index + 1]
            let goesOn = tails[index + 1] == next.lowerBound && !next.isEmpty
            ends[index] =
                (goesOn ? ends[index + 1] : nil)
                ?? TopLevelDomains.end(in: scalars, next.lowerBound..<host.upperBound)
        }
        var found: [Range<Int>] = []
        var last = host.lowerBound
        for index in labels.indices {
            let start = max(tails[index], last)
            if start < labels[index].upperBound, let end = ends[index] {
                found.append(start..<end)
                last = end
            }
        }
        return found
    }
}
