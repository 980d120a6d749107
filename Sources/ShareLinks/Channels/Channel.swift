/// Where a reader shares to: one row of a table of values, never a path in the code.
public struct Channel: Hashable, Sendable {
    /// The number in landing tokens and in the database: 0 to 47 ours, 48 to 62 a newsroom's own. Never changes its
    /// meaning. Nil for a channel that nobody has verified: a newsroom that has gives it a number of its own.
    public let number: UInt8?
    /// The name in links, options and JSON, such as `facebook`: `a-z 0-9 -`.
    public let name: String
    /// Other names under which links ask for it, such as `twitter` for `x`.
    public let aliases: [String]
    /// The name on a button, where a language has no other word for it (``BoxWords/labels``).
    public let label: String
    /// What a reader does by it.
    public let gesture: Gesture
    /// How web analytics group visits from it: `social`, `email`, `sms` or `referral`.
    public let medium: String
    /// How far anyone vouches for it.
    public let status: Status
    /// Its addresses, the preferred one first; none where there is nothing to open.
    public let forms: [Form]
    /// How much text it takes.
    public let limit: Limit?
    /// What a person who sets it up must know.
    public let remark: String?
    /// Whether the network draws its cards by machines that say who they are. Where not, nobody can tell how many
    /// shares were previewed.
    public let showsPreviews: Bool

    /// What a reader does by a channel, so that a language can say the whole sentence.
    public enum Gesture: String, Sendable, CaseIterable {
        /// Posts it where others see it.
        case post
        /// Sends it to somebody.
        case send
        /// Keeps it for later.
        case keep
        /// Does what the label says: copies, prints.
        case plain
    }

    /// How far anyone vouches for a channel.
    public enum Status: String, Sendable, CaseIterable {
        /// Documented by the network, or built alike by every maintained library.
        case alive
        /// Works, and the network does not document it.
        case undocumented
        /// Does nothing where the app is not installed.
        case appOnly = "app-only"
        /// No document says that it still works; nobody of ours tried it.
        case unverified
        /// Done on the reader's own device.
        case local
        /// The newsroom's own.
        case own
    }

    /// An address of a channel, for the platforms where it works.
    public struct Form: Hashable, Sendable {
        /// Whether a redirect can lead there.
        public enum Kind: String, Sendable {
            /// A page of the network: the reader is redirected.
            case page
            /// A link that opens the reader's own program; a small page or a script offers it.
            case app
        }

        /// Where it works; empty is anywhere.
        public var platforms: Set<Platform>
        /// Whether a redirect can lead there.
        public var kind: Kind
        /// The address with placeholders, see ``Placeholder``.
        public let template: String
        /// Without these it is of no use, and the next form is tried.
        public var needs: Set<Placeholder>
        /// The template, read once.
        let reading: Template

        /// Describes a form.
        public init(_ kind: Kind, _ template: String, on platforms: Set<Platform> = [], needs: Set<Placeholder> = []) {
            self.kind = kind
            self.template = template
            reading = Template(template)
            self.platforms = platforms
            self.needs = needs
        }
    }

    /// How much text a channel takes.
    public enum Limit: Hashable, Sendable {
        /// What X takes (``PostLength``): text, address, hashtags and name.
        case post
        /// Parts of a text message (``MessageLength``), of title, space and address.
        case segments(Int)
        /// Grapheme clusters of text, space and address; the address weighs as written, or a fixed number.
        case characters(Int, address: Int?)
        /// Grapheme clusters of the title alone.
        case title(Int)
        /// Bytes of the whole link, which mail programs and shells cut.
        case link(Int)
    }

    /// A word in braces in a template. Each value is percent-encoded once; a parameter without a value is left out.
    public enum Placeholder: String, Sendable, CaseIterable {
        /// The address to share.
        case url
        /// The headline, or the post's text where there is one.
        case title
        /// Title, space, address: for channels with one field for both.
        case text
        /// Summary, CR LF CR LF, address (RFC 6068, section 5).
        case mailbody
        /// One or two sentences.
        case summary
        /// The address of an image.
        case image
        /// Hashtags without `#`, joined by commas.
        case tags
        /// The first hashtag with its `#`.
        case tag1
        /// The newsroom's name on the network, without `@`.
        case via
        /// The id of an app that the newsroom registered with the network.
        case app
        /// The host of a server, such as a Mastodon instance.
        case instance
        /// Where a dialog leads back to: the article.
        case page
        /// Base64 of `{"url":"…"}`, as Zalo takes it.
        case zalo
    }

    /// Describes a channel.
    public init(
        _ number: UInt8?, _ name: String, aliases: [String] = [], label: String, _ gesture: Gesture,
        medium: String, _ status: Status, limit: Limit? = nil, remark: String? = nil, showsPreviews: Bool? = nil,
        forms: [Form]
    ) {
        self.number = number
        self.name = name
        self.aliases = aliases
        self.label = label
        self.gesture = gesture
        self.medium = medium
        self.status = status
        self.limit = limit
        self.remark = remark
        self.showsPreviews = showsPreviews ?? Self.drawsCards.contains(name)
        self.forms = forms
    }
}

/// The kind of device that a press comes from.
public enum Platform: String, Sendable, CaseIterable {
    case iOS = "ios"
    case android
    case desktop
    /// A Mac, or an iPad that gives itself out for one.
    case mac
    case unknown

    /// Reads a user agent. Cost: linear in its length.
    public init(userAgent: String) {
        if userAgent.contains("iPhone") || userAgent.contains("iPad") || userAgent.contains("iPod") {
            self = .iOS
        } else if userAgent.contains("Android") {
            self = .android
        } else if userAgent.contains("Macintosh") {
            self = .mac
        } else if userAgent.contains("Windows") || userAgent.contains("CrOS") || userAgent.contains("Linux") {
            self = .desktop
        } else {
            self = .unknown
        }
    }
}
