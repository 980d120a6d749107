import Foundation

/// The form that a post is weighed in: NFC, in which `e` with two marks is the one letter `ế`.
enum PostComposition {
    /// The fewest scalars to compose at once.
    private static let portion = 64

    /// The text's scalars in NFC.
    ///
    /// Foundation takes the square of the length for a text that is decomposed throughout, so it gets it in portions.
    static func scalars(of text: String) -> [UInt32] {
        let scalars = text.unicodeScalars.map(\.value)
        guard !scalars.allSatisfy(staysAlone) else { return scalars }
        var composed: [UInt32] = []
        composed.reserveCapacity(scalars.count)
        var start = 0
        while start < scalars.count {
            let least = min(start + portion, scalars.count)
            let end = scalars[least...].firstIndex(where: beginsAnew) ?? scalars.count
            composed += compose(scalars[start..<end])
            start = end
        }
        return composed
    }

    private static func compose(_ scalars: ArraySlice<UInt32>) -> [UInt32] {
        guard !scalars.allSatisfy(staysAlone) else { return Array(scalars) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.lazy.compactMap(Unicode.Scalar.init))
        return String(text).precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
    }

    /// Whether it never joins what stands before it: a scalar that stays alone, or a Korean initial.
    private static func beginsAnew(_ scalar: UInt32) -> Bool {
        staysAlone(scalar) || (0x1100...0x115F).contains(scalar)
    }

    /// Whether NFC leaves the scalar as it is among others of the kind, for the scalars that titles are made of.
    static func staysAlone(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0..<0x300, 0x388...0x3CE, 0x400...0x481, 0x5D0...0x5EA, 0x621...0x64A, 0x1E00...0x1EFF: true
        case 0x2002...0x206F, 0x20A0...0x20C0, 0x2190...0x2328, 0x232B...0x2ADB: true
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
        case 0xFE0F, 0xFF01...0xFFEF, 0x1F000...0x1FAFF: true
        default: false
        }
    }
}
