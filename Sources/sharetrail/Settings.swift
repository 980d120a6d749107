import Collector
import Configuration
import Foundation

/// Reads values strictly: a malformed one is an error, never the default.
struct Settings {
    let reader: ConfigReader

    func list(_ key: String) async throws -> [String]? {
        do {
            return try await reader.fetchStringArray(forKey: ConfigKey(key))
        } catch {
            throw Failure(.configuration, "«\(key)» must be a list, such as [a.example, b.example]")
        }
    }

    func addresses(_ key: String) async throws -> [AddressRange]? {
        try await list(key)?.map { text in
            guard let range = AddressRange(text) else {
                throw Failure(.configuration, "«\(key)»: «\(text)» is no address or range such as 10.0.0.0/8")
            }
            return range
        }
    }

    /// Whether something is on; it is where nothing is said.
    func isOn(_ key: String) async throws -> Bool { try await choice(key) ?? true }

    /// On or off; nil where nothing is said.
    func choice(_ key: String) async throws -> Bool? {
        let words = ["on": true, "true": true, "yes": true, "off": false, "false": false, "no": false]
        let said: String = try await value(key, default: "") {
            $0.isEmpty || words[$0.lowercased()] != nil ? $0.lowercased() : nil
        } expecting: {
            "on or off"
        }
        return words[said]
    }

    /// Text, or a number or a truth value as it is written; nil where there is none or it is empty.
    func text(_ key: String) async throws -> String? {
        let text: String = try await value(key, default: "") {
            $0
        } expecting: {
            "text"
        }
        return text.isEmpty ? nil : text
    }

    func limit(_ name: String) async throws -> Int? {
        let number = try await value("limits.\(name)", default: "0") {
            Int($0).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
        } expecting: {
            "a whole number from 1 on"
        }
        return number == 0 ? nil : number
    }

    func value<Value>(
        _ key: String, default standard: String?, read: (String) -> Value?, expecting: () -> String
    ) async throws -> Value {
        let text: String?
        do {
            text = try await reader.fetchString(forKey: ConfigKey(key)) ?? standard
        } catch {
            throw Failure(.configuration, "«\(key)» must be \(expecting())")
        }
        guard let text else {
            throw Failure(.configuration, "«\(key)» is missing in sharetrail.yaml; it must be \(expecting())")
        }
        guard let value = read(text) else {
            throw Failure(.configuration, "«\(key)» is «\(text)» and must be \(expecting())")
        }
        return value
    }
}
