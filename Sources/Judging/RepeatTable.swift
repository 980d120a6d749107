/// A table of requests by a key that is a hash already: open addressing with linear probing.
///
/// A dictionary would hash the hash, and its two look-ups and insert took a tenth of the way of a visit.
struct RepeatTable {
    /// A request.
    struct Entry {
        /// Any number but 0 stands for itself; 0 for an empty place.
        var key: Int
        /// When it came, in seconds.
        var at: Int64
        var value: UInt64
    }

    private static let empty = Entry(key: 0, at: 0, value: 0)
    private static let least = 64

    private var entries: [Entry] = []
    private(set) var count = 0

    /// Cost: constant on average.
    func find(_ key: Int) -> Entry? {
        guard count > 0 else { return nil }
        let found = entries[place(of: key)]
        return found.key == 0 ? nil : found
    }

    /// Puts an entry in, unless its key stands already; that entry then.
    mutating func insert(_ entry: Entry) -> Entry? {
        // A third stays empty, so that few places are tried.
        if 3 * (count + 1) > 2 * entries.count { grow(to: max(Self.least, 2 * entries.count)) }
        let place = place(of: entry.key)
        if entries[place].key != 0 { return entries[place] }
        entries[place] = entry
        entries[place].key = Self.stored(entry.key)
        count += 1
        return nil
    }

    /// Empties it. Its memory is kept where about as many are expected as it has room for.
    mutating func removeAll(expecting count: Int) {
        var room = Self.least
        while 3 * count > 2 * room { room *= 2 }
        if entries.count == room || entries.count == 2 * room {
            for place in entries.indices { entries[place] = Self.empty }
        } else {
            entries = count == 0 ? [] : Array(repeating: Self.empty, count: room)
        }
        self.count = 0
    }

    private static func stored(_ key: Int) -> Int { key == 0 ? 1 : key }

    /// Where a key stands, or would.
    private func place(of key: Int) -> Int {
        let key = Self.stored(key)
        let mask = entries.count - 1
        // The lowest bits chose the shard.
        var place = (key >> 4) & mask
        while entries[place].key != 0, entries[place].key != key { place = (place + 1) & mask }
        return place
    }

    private mutating func grow(to room: Int) {
        let old = entries
        entries = Array(repeating: Self.empty, count: room)
        for entry in old where entry.key != 0 { entries[place(of: entry.key)] = entry }
    }
}
