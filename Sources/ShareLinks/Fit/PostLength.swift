/// How much of a post on X a text takes up.
///
/// A post holds 280. Latin, Greek, Cyrillic, Arabic, Hebrew and the scripts of South Asia weigh 1 a letter, all else 2:
/// Chinese, Japanese, Korean, and most Vietnamese letters with a tone mark. An emoji weighs 2 and an address 23,
/// however long they are. The rules are those of twitter-text, configuration v3.
public struct PostLength: Hashable, Sendable {
    /// The largest weight of a post.
    public static let limit = 280
    /// The weight of an address, however long: X replaces it by a short one.
    public static let urlWeight = 23

    /// The weight of the text, 0 or more.
    public let weightedLength: Int
    /// Whether X takes the text for a post: 1 to 280, without U+FFFE, U+FEFF and U+FFFF.
    public let isValid: Bool

    /// Weighs a text.
    ///
    /// - Complexity: Linear in the text's length.
    public init(of text: String) {
        let scalars = PostComposition.scalars(of: text)
        var addresses = PostAddressScanner.addresses(in: scalars)[...]
        var weight = 0
        var isAllowed = true
        var position = 0
        while position < scalars.count {
            if let address = addresses.first, address.lowerBound == position {
                addresses.removeFirst()
                weight += Self.urlWeight
                position = address.upperBound
            } else if let end = PostEmoji.end(in: scalars, from: position) {
                weight += 2
                position = end
            } else {
                let scalar = scalars[position]
                weight += Self.weight(of: scalar)
                if PostScalar.isInvalid(scalar) { isAllowed = false }
                position += 1
            }
        }
        weightedLength = weight
        isValid = isAllowed && (1...Self.limit).contains(weight)
    }

    private static func weight(of scalar: UInt32) -> Int {
        switch scalar {
        case 0...4351, 8192...8205, 8208...8223, 8242...8247: 1
        default: 2
        }
    }
}
