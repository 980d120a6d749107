import Reports

/// What stands on a page, by the names that the template asks for.
struct PageContent {
    /// A link with its words.
    struct Link {
        var href: String
        var label: String
        var current = false
    }

    /// A field of a form.
    struct Field {
        struct Option {
            var value: String
            var label: String
            var selected: Bool
        }

        var name: String
        var label: String
        var type = "text"
        var value = ""
        var options: [Option] = []
        var isSelect = false
    }

    /// The form below the periods.
    struct Form {
        var action: String
        var open: Bool
        var hidden: [[String: String]]
        var fields: [Field]
        var method = "get"
        /// What stands over it; nil for what the filters of a report have.
        var title: String?
        var button: String?
    }

    /// A link that was made at the desk.
    struct Made {
        /// A text to be copied.
        struct Text {
            var name: String
            var label: String
            var text: String
        }

        var title: String
        var link: String
        var texts: [Text] = []
        /// HTML.
        var code: String?
        var svgAddress: String?
        var pngAddress: String?
    }

    /// One large figure.
    struct Card {
        var label: String
        var explanation: String
        var value: String
        var lines: [String]
    }

    /// A heading with what stands below it.
    struct Part {
        var heading: String?
        var label: String
        /// HTML.
        var charts = ""
        /// HTML.
        var table: String?
        var emptyLine: String?
        var more: String?
        var notes: [String] = []
    }

    var words: PageWords
    var site: String
    var title: String
    var home = "/"
    var period: String?
    var warnings: [String] = []
    var facts: String?
    /// The address of the article itself.
    var outside: String?
    var live = false
    /// The pages that are always in sight.
    var navigation: [Link] = []
    /// The others, behind a word.
    var further: [Link] = []
    /// Where the page stands in the other language; nil where it does not.
    var languageAddress: String?
    var choices: [Link] = []
    var divisions: [Link] = []
    var form: Form?
    var cards: [Card] = []
    var parts: [Part] = []
    var files: [Link] = []
    var comparison: Link?
    var made: Made?

    init(words: PageWords, site: String, title: String) {
        self.words = words
        self.site = site
        self.title = title
    }

    /// Takes away what leads to other pages: for somebody with a report link, who may see this one alone.
    mutating func isOutside() {
        navigation = []
        further = []
        home = ""
    }

    /// By the names of the template, which sees stored values only.
    var values: [String: Any] {
        var values: [String: Any] = [
            "words": words, "lang": words.language.rawValue, "site": site, "title": title, "home": home, "live": live,
            "isInside": !navigation.isEmpty,
            "warnings": warnings, "navigation": navigation, "further": further,
            "isFurther": further.contains(where: \.current),
            "choices": choices,
            "divisions": divisions, "cards": cards, "parts": parts, "files": files, "style": PageTemplates.style,
            "script": PageTemplates.script, "hasNavigation": !navigation.isEmpty, "hasChoices": !choices.isEmpty,
            "hasDivisions": !divisions.isEmpty, "hasCards": !cards.isEmpty, "hasFiles": !files.isEmpty,
        ]
        values["period"] = period
        values["facts"] = facts
        values["outside"] = outside
        values["form"] = form
        values["comparison"] = comparison
        values["made"] = made
        values["languageAddress"] = languageAddress
        return values
    }
}
