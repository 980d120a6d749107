/// Finds emoji as X counts them: one for a sequence, however many scalars it is written with.
enum PostEmoji {
    private static let joiner: UInt32 = 0x200D
    private static let textStyle: UInt32 = 0xFE0E
    private static let emojiStyle: UInt32 = 0xFE0F
    private static let keycap: UInt32 = 0x20E3
    private static let blackFlag: UInt32 = 0x1F3F4
    private static let regions: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
    private static let modifiers: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF

    /// Where the emoji ends that begins at `start`, or nil where none does.
    ///
    /// Any sequence of the form that Unicode gives (UTS #51) is one emoji, whether or not a font has a picture for it.
    static func end(in scalars: [UInt32], from start: Int) -> Int? {
        let first = scalars[start]
        if first < 0xA9 { return keycapEnd(in: scalars, from: start) }
        guard first < 0xAF || first >= 0x203C else { return nil }
        if regions.contains(first) {
            return at(start + 1, scalars).map(regions.contains) == true ? start + 2 : nil
        }
        guard var end = elementEnd(in: scalars, from: start) else { return nil }
        while at(end, scalars) == joiner, let next = elementEnd(in: scalars, from: end + 1) { end = next }
        return end
    }

    private static func at(_ position: Int, _ scalars: [UInt32]) -> UInt32? {
        position < scalars.count ? scalars[position] : nil
    }

    private static func keycapEnd(in scalars: [UInt32], from start: Int) -> Int? {
        switch scalars[start] {
        case 0x23, 0x2A, 0x30...0x39:
            let styled = at(start + 1, scalars) == emojiStyle ? start + 2 : start + 1
            return at(styled, scalars) == keycap ? styled + 1 : nil
        default: return nil
        }
    }

    /// One emoji between joiners, with its skin tone, style or tags.
    private static func elementEnd(in scalars: [UInt32], from start: Int) -> Int? {
        guard let base = at(start, scalars), base >= 0xA9, let scalar = Unicode.Scalar(base),
            scalar.properties.isEmoji
        else { return nil }
        let next = at(start + 1, scalars)
        if next == textStyle { return nil }
        if next == emojiStyle { return start + 2 }
        // © and ® are letters unless they are told to be pictures.
        if base < 0x203C { return nil }
        if let next, modifiers.contains(next), scalar.properties.isEmojiModifierBase { return start + 2 }
        if base == blackFlag, let end = tagsEnd(in: scalars, from: start + 1) { return end }
        return start + 1
    }

    private static func tagsEnd(in scalars: [UInt32], from start: Int) -> Int? {
        var end = start
        while let tag = at(end, scalars), (0xE0020...0xE007E).contains(tag) { end += 1 }
        return end > start && at(end, scalars) == 0xE007F ? end + 1 : nil
    }
}
