import Crypto
import Foundation
import Web

/// The rules that everybody accepts before the first offer: their text lies in the locale files, under `conduct`.
public struct CodeOfConduct: Sendable {
    /// In the order in which they are read.
    static let rules = ["independence", "facts", "law", "safety", "confidentiality", "respect", "evidence"]

    let locales: Locales

    /// The rules in these words.
    public init(locales: Locales) { self.locales = locales }

    /// The version of the text; it is raised with every change of its meaning.
    public var version: Int { Int(locales.text("conduct.version", .english)) ?? 0 }

    /// SHA-256 in hexadecimal digits of the wording in each language, by its code.
    public var wording: [String: String] {
        Dictionary(
            uniqueKeysWithValues: locales.languages.map {
                ($0.code, digest(text($0).joined(separator: "\n")))
            })
    }

    /// Everything that a reader of this language accepts, a paragraph each.
    func text(_ language: Language) -> [String] {
        [locales.text("conduct.intro", language)]
            + Self.rules.map { locales.text("conduct.rule.\($0)", language) }
    }

    private func digest(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
