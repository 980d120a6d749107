import Engagement
import Foundation

extension Digest {
    /// Who a mail is from or to.
    public struct Address: Hashable, Sendable {
        /// As it stands in the field, name and all, encoded.
        let field: String

        /// Reads `lan@news.example` or `Lan <lan@news.example>`; nil where it is neither.
        public init?(_ text: String) {
            var (name, mailbox) = ("", text.trimmingCharacters(in: .whitespaces))
            if let open = mailbox.lastIndex(of: "<"), mailbox.hasSuffix(">") {
                name = mailbox[..<open].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
                mailbox = String(mailbox[mailbox.index(after: open)...].dropLast())
            }
            // Local part and host as RFC 5321 has them (dot-string, domain), without quoted forms.
            guard mailbox.utf8.count <= 254,
                name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
                mailbox.wholeMatch(
                    of:
                        /[A-Za-z0-9!#$%&'*+\/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+\/=?^_`{|}~-]+)*@[A-Za-z0-9]+(-+[A-Za-z0-9]+)*(\.[A-Za-z0-9]+(-+[A-Za-z0-9]+)*)*/
                )
                    != nil
            else { return nil }
            // On a line of its own, since both may be long.
            field = name.isEmpty ? mailbox : MailText.phrase(name) + "\n <\(mailbox)>"
        }
    }

    /// The digest as a mail (RFC 5322), plain and as HTML (RFC 2046, multipart/alternative), with lines that end as
    /// `sendmail -t` takes them.
    ///
    /// - Parameters:
    ///   - at: when it is written.
    ///   - id: what makes it one of its kind; letters and digits.
    public func mail(from: Address, to: [Address], at now: Timestamp, id: String) -> String {
        let boundary = "=_\(id)"
        let host = site.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !site.isEmpty ? site : "localhost"
        let head = [
            "From: \(from.field)",
            "To: \(to.map(\.field).joined(separator: ",\n "))",
            "Subject: \(MailText.subject(subject))",
            "Date: \(MailText.date(now, zone: answers.today.period.zone))",
            "Message-ID: <\(id)@\(host)>",
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(vocabulary.language.rawValue)",
            "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
        ]
        let parts = [("text/plain", text), ("text/html", html)].map { type, content in
            """
            --\(boundary)
            Content-Type: \(type); charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            \(MailText.quotedPrintable(content))
            """
        }
        return head.joined(separator: "\n") + "\n\n" + parts.joined(separator: "\n") + "\n--\(boundary)--\n"
    }
}
