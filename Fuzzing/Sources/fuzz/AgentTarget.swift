import Engagement
import Foundation

@testable import Judging

/// A judgement is the same however letters are cased, whatever stands beyond the first kilobyte, and the second time;
/// a HEAD or a prefetch is never counted; and the words are found as by looking for one after the other.
///
/// The first line is the agent, the second `Sec-Purpose`, the third `Sec-Fetch-Dest`.
enum AgentTarget {
    private static let judge = Judge()
    private static let words = Rules.standard.words.map(\.text)
    private static let finder = Rules.standard.finder

    static func check(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).map { line in
            String(decoding: line, as: UTF8.self)
        }
        guard let agent = lines.first else { return }
        let purposes = lines.dropFirst().prefix(1).map { $0 }
        let signals = Signals(agent: agent, purposes: purposes, fetchDestination: lines.dropFirst(2).first)
        let judgement = judge.judge(agent: agent)

        require(judge.judge(agent: agent) == judgement, "the same again")
        require(judge.judge(agent: agent.asciiUppercased) == judgement, "in upper case")
        if agent.utf8.count >= 1024 {
            require(judge.judge(agent: agent + " Googlebot/2.1") == judgement, "with more behind a kilobyte")
        }
        let lowered = agent.asciiLowercased.utf8.prefix(1024).map { $0 }
        var found = Set<Int>()
        finder.forEachWord(in: lowered.span) { word, end in
            require(lowered[..<end].suffix(words[word].count).elementsEqual(words[word]), "a word stands where it ends")
            found.insert(word)
        }
        require(found == Set(words.indices.filter { holds(lowered, words[$0]) }), "all words that the text holds")

        var head = signals
        head.isHead = true
        require(judge.judge(head).verdict == .refused(.head), "a HEAD is no reader")
        let whole = judge.judge(signals)
        require(whole.family == judgement.family, "the family is the agent's")
        require(judgement.verdict == .counted || whole == judgement, "no header makes a reader of a machine")
        require(judge.rules.reasons[judgement.family ?? ""] == nil || judgement.verdict != .counted, "nor does a name")
        let tokens = Array((purposes.first ?? "").asciiLowercased.utf8).split { ";, ".utf8.contains($0) }
        if tokens.contains(where: { $0.elementsEqual("prefetch".utf8) }) {
            require(whole.verdict != .counted, "a prefetch is no reader")
        }
    }

    /// From each place where the word's first letter stands.
    private static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            var start = 0
            while start + word.count <= text.count {
                let rest = UnsafeRawBufferPointer(rebasing: text[start...])
                guard let base = rest.baseAddress, let found = memchr(base, Int32(word[0]), rest.count) else { break }
                let place = start + (UnsafeRawPointer(found) - base)
                if place + word.count <= text.count, memcmp(found, word, word.count) == 0 { return true }
                start = place + 1
            }
            return false
        }
    }
}

extension String {
    fileprivate var asciiUppercased: String {
        String(decoding: utf8.map { (0x61...0x7A).contains($0) ? $0 - 32 : $0 }, as: UTF8.self)
    }

    fileprivate var asciiLowercased: String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
