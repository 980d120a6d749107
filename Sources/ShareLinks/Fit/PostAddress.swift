/// Finds what X takes for web addresses in a post, and weighs as links.
///
/// The rules are those of twitter-text 3.1.0, odd ones too; the scanner is our own. It goes over no part of a text more
/// than a fixed number of times.
struct PostAddressScanner {
    /// The longest address, in UTF-16 units, with its scheme counted once more.
    private static let longest = 4096
    /// What is counted for the scheme of an address that has none, `https://`.
    private static let silentScheme = 8
    /// The longest name behind `https://t.co/`.
    private static let longestShortName = 40

    private let scalars: [UInt32]
    private var run = PostHostRun.none
    private var found: [Range<Int>] = []

    /// The places of the addresses in a text of scalars, in order.
    ///
    /// - Complexity: Linear in the text's length.
    static func addresses(in scalars: [UInt32]) -> [Range<Int>] {
        guard scalars.contains(0x2E) else { return [] }
        var scanner = PostAddressScanner(scalars)
        scanner.scan()
        return scanner.found
    }

    private init(_ scalars: [UInt32]) {
        self.scalars = scalars
    }

    private mutating func scan() {
        var start = 1
        while start < scalars.count {
            if PostScalar.allowsAddressBehind(scalars[start - 1]), let end = take(from: start) {
                start = end + 1
            } else if start == 1, let end = take(from: 0) {
                // The first scalar is a beginning only where the second is none.
                start = end + 1
            } else {
                start += 1
            }
        }
    }

    /// Takes the address that begins at `start`, or passes over one that does not count; gives its end.
    private mutating func take(from start: Int) -> Int? {
        guard PostScalar.isHostLetter(scalars[start]) else { return nil }
        if let afterScheme = schemeEnd(from: start), let hostEnd = hostEnd(from: afterScheme) {
            return takeWithScheme(from: start, host: afterScheme..<hostEnd)
        }
        guard let hostEnd = hostEnd(from: start) else { return nil }
        return takeBare(host: start..<hostEnd)
    }

    private mutating func takeWithScheme(from start: Int, host: Range<Int>) -> Int {
        let pathStart = portEnd(from: host.upperBound)
        let end = queryEnd(from: pathEnd(from: pathStart))
        guard counts(start..<end, scheme: host.lowerBound - start, host: host) else { return end }
        var counted = end
        if host.upperBound == pathStart, matches("t.co", host), pathStart < end, scalars[pathStart] == 0x2F {
            let name = scalars[(pathStart + 1)..<end].prefix(while: PostScalar.isASCIIAlphanumeric)
            if name.count > Self.longestShortName { return end }
            // What follows the name is text, though no other address begins in it.
            if !name.isEmpty { counted = queryEnd(from: name.endIndex) }
        }
        found.append(start..<counted)
        return end
    }

    private mutating func takeBare(host: Range<Int>) -> Int {
        let start = host.lowerBound
        let pathStart = portEnd(from: host.upperBound)
        let queryStart = pathEnd(from: pathStart)
        let end = queryEnd(from: queryStart)
        guard counts(start..<end, scheme: Self.silentScheme, host: host), start == 0 || !isJoint(scalars[start - 1])
        else { return end }
        var hosts = PostHost.bareHosts(in: scalars, host)
        // Without a path, a port or a query behind the host is not part of the address.
        if queryStart > pathStart, let last = hosts.popLast() { hosts.append(last.lowerBound..<end) }
        found += hosts
        return end
    }

    /// Whether a host behind it is part of something else: a path, an e-mail address, a file's name.
    private func isJoint(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || scalar == 0x2E || scalar == 0x2F || scalar == 0x5F
    }

    private func matches(_ word: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount, range.upperBound <= scalars.count else { return false }
        return word.withUTF8Buffer { bytes in
            zip(bytes, scalars[range]).allSatisfy { UInt32($0) == PostScalar.lowercased($1) }
        }
    }

    private func schemeEnd(from start: Int) -> Int? {
        guard scalars[start] | 0x20 == 0x68 else { return nil }
        if matches("http://", start..<(start + 7)) { return start + 7 }
        if matches("https://", start..<(start + 8)) { return start + 8 }
        return nil
    }

    private mutating func hostEnd(from start: Int) -> Int? {
        guard start < scalars.count, PostScalar.isHostLetter(scalars[start]) else { return nil }
        if !run.range.contains(start) { run = PostHostRun(in: scalars, from: start) }
        return run.hostEnd(from: start, scalars)
    }

    private func counts(_ address: Range<Int>, scheme: Int, host: Range<Int>) -> Bool {
        let units = scalars[address].reduce(0) { $0 + ($1 > 0xFFFF ? 2 : 1) }
        return scheme + units <= Self.longest && PostHost.hasShortLabels(scalars[host])
            && !PostHost.isFalselyEncoded(scalars, host)
    }
}

extension PostAddressScanner {
    private func portEnd(from start: Int) -> Int {
        guard start < scalars.count, scalars[start] == 0x3A else { return start }
        let digits = scalars[(start + 1)...].prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? start : digits.endIndex
    }

    private func pathEnd(from start: Int) -> Int {
        guard start < scalars.count, scalars[start] == 0x2F else { return start }
        var end = start + 1
        var position = end
        while position < scalars.count {
            if scalars[position] == 0x28 {
                guard let closed = parenthesesEnd(from: position) else { break }
                // Behind a comma or the like, a pair ends the path only where something else ends it later.
                if position == end { end = closed }
                position = closed
            } else if PostScalar.isPath(scalars[position]) {
                if PostScalar.endsPath(scalars[position]) { end = position + 1 }
                position += 1
            } else {
                break
            }
        }
        return end
    }

    /// Where a pair of parentheses in a path ends: not empty, with at most one other pair inside, itself not empty.
    private func parenthesesEnd(from start: Int) -> Int? {
        var position = start + 1
        func skipPath() -> Bool {
            let from = position
            while position < scalars.count, PostScalar.isPath(scalars[position]) { position += 1 }
            return position > from
        }
        func skip(_ scalar: UInt32) -> Bool {
            guard position < scalars.count, scalars[position] == scalar else { return false }
            position += 1
            return true
        }
        let isFilled = skipPath()
        if isFilled, skip(0x29) { return position }
        guard skip(0x28), skipPath(), skip(0x29) else { return nil }
        _ = skipPath()
        return skip(0x29) ? position : nil
    }

    private func queryEnd(from start: Int) -> Int {
        guard start < scalars.count, scalars[start] == 0x3F else { return start }
        var end = start
        var position = start + 1
        while position < scalars.count, PostScalar.isQuery(scalars[position]) {
            position += 1
            if PostScalar.endsQuery(scalars[position - 1]) { end = position }
        }
        return end
    }
}
