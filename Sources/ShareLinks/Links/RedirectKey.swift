/// The piece of a landing link's letters that names its article, for front servers that cannot count bits.
///
/// The article stands in bits 11 to 39 of a token: the last bit of letter 1 (counted from 0), letters 2 to 5, and the
/// upper four bits of letter 6. A key is those three in ten characters: for each of letters 2 to 5 a `u` where it is of
/// upper case, else an `l`; then the bit; then the four letters; then the four bits as a hexadecimal digit. The
/// cases are written out because nginx, like many a spreadsheet and database, compares without regard to them.
public struct RedirectKey: Hashable, Sendable {
    /// The ten characters.
    public let text: String

    /// The key of an article's number, of which the last 29 bits count.
    public init(article: UInt32) {
        let middle = article >> 4
        let letters = Base64URL.encode([16, 8, 0].map { UInt8(truncatingIfNeeded: middle >> $0) })
        let cases = letters.utf8.map { (0x41...0x5A).contains($0) ? "u" : "l" }.joined()
        text = "\(cases)\(article >> 28 & 1)\(letters)\(String(article & 15, radix: 16))"
    }

    /// The letters with a last bit of 1, as one would write them between brackets in a regular expression.
    static let oddLetters = Base64URL.letters(where: { $0 & 1 == 1 })

    /// The letters whose upper four bits are a number below 16.
    static func letters(ofGroup group: UInt8) -> String { Base64URL.letters(where: { $0 >> 2 == group }) }
}
