/// A language that reports are written in.
public enum Language: String, CaseIterable, Sendable {
    /// Vietnamese.
    case vi
    /// English.
    case en
}

/// One thing said in every language.
struct Term: Sendable {
    let vi: String
    let en: String

    init(_ vi: String, _ en: String) {
        self.vi = vi
        self.en = en
    }

    func said(in language: Language) -> String {
        switch language {
        case .vi: vi
        case .en: en
        }
    }
}
