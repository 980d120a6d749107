/// How a press on a channel is carried out.
public enum Delivery: Hashable, Sendable {
    /// The reader is redirected to a page of the network; the template makes its address.
    case web(String)
    /// The reader's own program opens by a link that a redirect cannot carry; a small page offers it.
    case app(String)
    /// There is nothing to open: the small page shows the landing link to copy.
    case copy
}

/// Where a reader shares to: one row of a table of values, never a path in the code.
public struct Channel: Hashable, Sendable {
    /// The number in landing tokens and in the database, 0 to 47. Never changes its meaning.
    public let number: UInt8
    /// The name in links, options and JSON, such as `facebook`.
    public let name: String
    /// Other names under which links ask for it, such as `twitter` for `x`.
    public let aliases: [String]
    /// The label on a button, in Vietnamese.
    public let labelVietnamese: String
    /// The label on a button, in English.
    public let labelEnglish: String
    /// What a screen reader says of the button, in Vietnamese.
    public let spokenVietnamese: String
    /// What a screen reader says of the button, in English.
    public let spokenEnglish: String
    /// How web analytics group visits from it: `social`, `email`, `sms` or `referral`.
    public let medium: String
    /// How a press is carried out.
    public let delivery: Delivery
    /// What a person who sets it up must know.
    public let remark: String?

    /// The label in a language: `vi`, or else English.
    public func label(in language: String) -> String {
        language == "vi" ? labelVietnamese : labelEnglish
    }

    /// The spoken label in a language: `vi`, or else English.
    public func spokenLabel(in language: String) -> String {
        language == "vi" ? spokenVietnamese : spokenEnglish
    }
}
