/// The images that RSS and Atom attach to an item.
enum FeedMedia {
    /// The address of the lead image: an enclosure, else a medium, else a thumbnail.
    static func image(of item: FeedElement) -> String? {
        for enclosure in item.all(.rss, "enclosure") where isImage(enclosure, address: "url") {
            return enclosure.attributes["url"]
        }
        let links = item.all(.atom, "link").filter { $0.attributes["rel"] == "enclosure" }
        for link in links where isImage(link, address: "href") {
            return link.attributes["href"]
        }
        let holders = [item] + item.all(.media, "group") + item.all(.media, "content")
        for holder in holders {
            for medium in holder.all(.media, "content") where isImage(medium, address: "url") {
                return medium.attributes["url"]
            }
        }
        for holder in holders {
            for thumbnail in holder.all(.media, "thumbnail") {
                if let address = thumbnail.attributes["url"] { return address }
            }
        }
        return nil
    }

    /// Whether an attachment is an image: by what it says, else by the end of its address.
    private static func isImage(_ element: FeedElement, address: String) -> Bool {
        guard let address = element.attributes[address] else { return false }
        if let medium = element.attributes["medium"] { return medium == "image" }
        if let type = element.attributes["type"], !type.isEmpty { return type.lowercased().hasPrefix("image/") }
        let path = address.prefix { $0 != "?" && $0 != "#" }.lowercased()
        return [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].contains { path.hasSuffix($0) }
    }
}
