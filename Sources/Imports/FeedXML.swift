import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The vocabularies that feeds are written in, told apart by their URI and never by a prefix.
enum FeedVocabulary: Hashable {
    case rss, rdf, atom, dublinCore, media, sitemap, news, image, xhtml, other

    /// The vocabulary with a URI; no URI at all is RSS's own.
    init(uri: String?) {
        self =
            switch uri {
            case nil, "", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
                "http://backend.userland.com/rss2":
                .rss
            case "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf
            case "http://www.w3.org/2005/Atom": .atom
            case "http://purl.org/dc/elements/1.1/": .dublinCore
            case "http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss": .media
            case "http://www.sitemaps.org/schemas/sitemap/0.9", "https://www.sitemaps.org/schemas/sitemap/0.9",
                "http://www.google.com/schemas/sitemap/0.84":
                .sitemap
            case "http://www.google.com/schemas/sitemap-news/0.9", "https://www.google.com/schemas/sitemap-news/0.9":
                .news
            case "http://www.google.com/schemas/sitemap-image/1.1", "https://www.google.com/schemas/sitemap-image/1.1":
                .image
            case "http://www.w3.org/1999/xhtml": .xhtml
            default: .other
            }
    }
}

/// The name of an element: a vocabulary and a local name.
struct FeedName: Hashable {
    var vocabulary: FeedVocabulary
    var local: String

    init(_ vocabulary: FeedVocabulary, _ local: String) {
        self.vocabulary = vocabulary
        self.local = local
    }
}

/// An element inside an item, with the text of all that stands in it.
final class FeedElement {
    /// The most bytes of text that are gathered; a field keeps far less.
    private static let limit = 65_536

    let name: FeedName
    let attributes: [String: String]
    private(set) var children: [FeedElement] = []
    /// The text inside, that of its children in its place.
    private(set) var text = ""

    init(name: FeedName, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// Adds text while there is room.
    func append(_ more: String) {
        guard text.utf8.count < Self.limit else { return }
        text += more
    }

    /// Adds a child that is complete.
    func append(_ child: FeedElement) {
        children.append(child)
        // What a page runs or is dressed in is no text.
        if child.name.local == "script" || child.name.local == "style" { return }
        let gap = FeedHTML.parts(child.name.local) ? " " : ""
        append(gap + child.text + gap)
    }

    /// The children with a name.
    func all(_ vocabulary: FeedVocabulary, _ local: String) -> [FeedElement] {
        children.filter { $0.name.local == local && $0.name.vocabulary == vocabulary }
    }

    /// The text of the first child with a name that has any.
    func first(_ vocabulary: FeedVocabulary, _ local: String) -> String? {
        all(vocabulary, local).lazy.map(\.text).first { FeedText.plain($0) != nil }
    }
}

/// Walks through an XML document and hands over its items, one at a time.
final class FeedXML: NSObject, XMLParserDelegate {
    /// How deep elements may be nested.
    private static let deepest = 64

    private let linesAbove: Int
    private let root: (FeedName) -> FeedError?
    private let isItem: (FeedName, Int) -> Bool
    private let visit: (FeedElement) -> Void
    private var depth = 0
    private var open: [FeedElement] = []
    private var hasRoot = false
    private var failure: FeedError?

    private init(
        linesAbove: Int, root: @escaping (FeedName) -> FeedError?, isItem: @escaping (FeedName, Int) -> Bool,
        visit: @escaping (FeedElement) -> Void
    ) {
        self.linesAbove = linesAbove
        self.root = root
        self.isItem = isItem
        self.visit = visit
    }

    /// Gathers all items of a document.
    ///
    /// - Parameters:
    ///   - root: says what is wrong with the root element, or nil.
    ///   - isItem: whether an element at a depth (the root is at 1) is an item.
    ///   - draft: what an item with a number says.
    static func read(
        _ input: FeedInput, into gathering: inout FeedGathering, root: (FeedName) -> FeedError?,
        isItem: (FeedName, Int) -> Bool, draft: (FeedElement, Int) -> FeedDraft
    ) throws(FeedError) {
        let parser = XMLParser(data: try input.xml())
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        var gathered = gathering
        var number = 0
        let failure: FeedError? = withoutActuallyEscaping(root) { root in
            withoutActuallyEscaping(isItem) { isItem in
                withoutActuallyEscaping(draft) { draft in
                    let reading = FeedXML(linesAbove: input.firstLine - 1, root: root, isItem: isItem) { element in
                        number += 1
                        gathered.add(draft(element, number))
                    }
                    parser.delegate = reading
                    let isParsed = parser.parse()
                    parser.delegate = nil
                    if let failure = reading.failure { return failure }
                    return isParsed && reading.isComplete ? nil : reading.fault(parser)
                }
            }
        }
        if let failure { throw failure }
        gathering = gathered
    }

    /// Whether the root element was closed.
    private var isComplete: Bool { hasRoot && depth == 0 }

    private func fault(_ parser: XMLParser) -> FeedError {
        .malformed(
            line: parser.lineNumber + linesAbove, message: "The XML is not well-formed here; mend it and try again.")
    }

    private func stop(_ parser: XMLParser, _ error: FeedError) {
        if failure == nil { failure = error }
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
        guard failure == nil else { return }
        depth += 1
        hasRoot = true
        let local = elementName.split(separator: ":").last.map(String.init) ?? elementName
        let name = FeedName(FeedVocabulary(uri: namespaceURI), local)
        if depth == 1, let error = root(name) { return stop(parser, error) }
        if depth > Self.deepest {
            let message = "The XML is nested more than \(Self.deepest) deep; give a feed and nothing else."
            return stop(parser, .malformed(line: parser.lineNumber + linesAbove, message: message))
        }
        if !open.isEmpty || isItem(name, depth) { open.append(FeedElement(name: name, attributes: attributeDict)) }
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
        guard failure == nil else { return }
        depth -= 1
        guard let element = open.popLast() else { return }
        if let parent = open.last { parent.append(element) } else { visit(element) }
    }

    // On Linux the parser reports a fault here and yet says in the end that all went well.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        stop(parser, fault(parser))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        open.last?.append(string)
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        open.last?.append(String(decoding: block, as: UTF8.self))
    }
}
