/// Finds all of many words in one pass over a text (Aho and Corasick, 1975), whatever the case of ASCII letters.
///
/// A byte of the text costs one look into a table, however many words there are.
struct WordAutomaton: Sendable {
    /// The states that fit into the table's two bytes each.
    static let maxStates = Int(UInt16.max)

    /// Which column of the table a byte stands for; those that no word holds share column 0.
    private let columnOfByte: [UInt8]
    /// A row of the table has 2 to this power columns: a shift is quicker than a multiplication.
    private let shift: Int
    /// The state after each state and column.
    private let table: [UInt16]
    /// The states from this one on end words.
    private let firstEnding: UInt16
    /// Where the words of an ending state begin in ``ended``; one more than there are such states.
    private let endings: [UInt32]
    private let ended: [UInt16]

    /// Takes words in lower case; nil where they need too many states.
    init?(_ words: [[UInt8]]) {
        var columnOfByte = [UInt8](repeating: 0, count: 256)
        var columns = 1
        for word in words {
            for byte in word where columnOfByte[Int(byte)] == 0 {
                guard columns < 256 else { return nil }
                columnOfByte[Int(byte)] = UInt8(columns)
                columns += 1
            }
        }
        for letter in 0x41...0x5A { columnOfByte[letter] = columnOfByte[letter + 0x20] }
        let shift = (columns - 1).bitWidth - (columns - 1).leadingZeroBitCount
        columns = 1 << shift

        // The trie: one row a state, 0 where there is no child.
        var trie = [UInt16](repeating: 0, count: columns)
        var ends: [[UInt16]] = [[]]
        for (number, word) in words.enumerated() {
            var state = 0
            for byte in word {
                let place = state * columns + Int(columnOfByte[Int(byte)])
                if trie[place] == 0 {
                    guard ends.count < Self.maxStates else { return nil }
                    trie[place] = UInt16(ends.count)
                    ends.append([])
                    trie.append(contentsOf: repeatElement(0, count: columns))
                }
                state = Int(trie[place])
            }
            ends[state].append(UInt16(number))
        }
        Self.complete(&trie, columns: columns, ends: &ends)

        // Ending states get the highest numbers, so that one comparison tells them.
        let order = ends.indices.filter { ends[$0].isEmpty } + ends.indices.filter { !ends[$0].isEmpty }
        var number = [UInt16](repeating: 0, count: ends.count)
        for (new, old) in order.enumerated() { number[old] = UInt16(new) }
        var table: [UInt16] = []
        table.reserveCapacity(trie.count)
        for old in order {
            for column in 0..<columns { table.append(number[Int(trie[old * columns + column])]) }
        }
        let ending = order.filter { !ends[$0].isEmpty }
        var endings: [UInt32] = [0]
        var ended: [UInt16] = []
        for state in ending {
            ended += ends[state]
            endings.append(UInt32(ended.count))
        }
        self.columnOfByte = columnOfByte
        self.shift = shift
        self.table = table
        firstEnding = UInt16(ends.count - ending.count)
        self.endings = endings
        self.ended = ended
    }

    /// Gives each state and byte a next state, that of the longest end of what was read which begins a word.
    private static func complete(_ trie: inout [UInt16], columns: Int, ends: inout [[UInt16]]) {
        var fallback = [UInt16](repeating: 0, count: ends.count)
        var queue = trie[0..<columns].filter { $0 != 0 }
        var first = 0
        while first < queue.count {
            let state = Int(queue[first])
            let back = Int(fallback[state])
            first += 1
            ends[state] += ends[back]
            for column in 0..<columns {
                let onward = trie[back * columns + column]
                let child = trie[state * columns + column]
                if child == 0 {
                    trie[state * columns + column] = onward
                } else {
                    fallback[Int(child)] = onward
                    queue.append(child)
                }
            }
        }
    }

    /// The bytes that its tables take.
    var bytes: Int { columnOfByte.count + 2 * table.count + 4 * endings.count + 2 * ended.count }

    /// Calls back with each word, by its place in the list, and with the place behind its last byte.
    @inline(__always)
    func forEachWord(in text: Span<UInt8>, _ found: (_ word: Int, _ end: Int) -> Void) {
        let columnOfByte = columnOfByte.span
        let table = table.span
        let endings = endings.span
        let ended = ended.span
        var state = 0
        for place in text.indices {
            let next = table[state << shift + Int(columnOfByte[Int(text[place])])]
            state = Int(next)
            guard next >= firstEnding else { continue }
            let ending = Int(next - firstEnding)
            for index in Int(endings[ending])..<Int(endings[ending + 1]) { found(Int(ended[index]), place + 1) }
        }
    }
}
