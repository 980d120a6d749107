/// What people and programs add to a landing link's letters, so that whoever reads links leaves out the same.
public enum LandingLetters {
    /// What a sentence or a chat puts behind a link, raw and percent-encoded; upper case, which in an escape is no
    /// matter.
    public static let behind = [
        ".", ",", ";", ":", "!", "?", ")", "]", "}", ">", "'", "\"", "*", "/", "%22", "%27", "%29", "%5D", "%7D", "%3E",
        "%2C", "%2E", "%3B", "%3A", "%21", "%3F", "%2A", "%C2%BB", "%E2%80%99", "%E2%80%9D", "%E2%80%A6",
    ]

    /// White space, as a wrapped line leaves it inside.
    public static let inside = ["%20", "%0A", "%0D", "%09", "%C2%A0", "%E2%80%8B"]
}
