/// A language by its BCP 47 code: `en`, `bg`, `sr-Latn`.
public struct Language: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The code as its locale folder is named.
    public let code: String

    /// A language of this code; whether we speak it is for `Locales` to say.
    public init(_ code: String) { self.code = code }

    /// The language that every text exists in.
    public static let english = Language("en")

    /// The code.
    public var description: String { code }

    /// By code.
    public static func < (left: Language, right: Language) -> Bool { left.code < right.code }
}

/// Chooses the language of an answer among those that have a locale folder.
public struct LanguageChoice: Sendable {
    private let byCode: [String: Language]
    private let fallback: Language

    /// Chooses among `supported`, else `fallback`.
    public init(supported: some Sequence<Language>, fallback: Language) {
        self.byCode = Dictionary(
            supported.map { ($0.code.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        self.fallback = fallback
    }

    /// The supported language of exactly this code, in any case of letters.
    public func named(_ code: some StringProtocol) -> Language? { byCode[code.lowercased()] }

    /// What `?lang=` asks, else the cookie, else the best of Accept-Language (RFC 9110, section 12.5.4).
    public func choose(query: String?, cookie: String?, accepted: String?) -> Language {
        if let query, let language = named(query) { return language }
        if let cookie, let language = named(cookie) { return language }
        return accepted.flatMap(best) ?? fallback
    }

    private func best(accepted: String) -> Language? {
        // Nobody lists fifty languages; more is an attempt to make us work.
        let ranges = accepted.prefix(1_000).split(separator: ",").prefix(50).compactMap(Self.weighted)
        let byWeight = ranges.enumerated().sorted {
            ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
        }
        return byWeight.lazy.compactMap { match($0.element.range) }.first
    }

    // "sr-Latn-RS" is served by sr-Latn, then by sr.
    private func match(_ range: Substring) -> Language? {
        var parts = range.split(separator: "-")
        while !parts.isEmpty {
            if let language = named(parts.joined(separator: "-")) { return language }
            parts.removeLast()
        }
        return nil
    }

    private static func weighted(_ item: Substring) -> (range: Substring, weight: Double)? {
        let parts = item.split(separator: ";").map { $0.trimmed() }
        guard let range = parts.first, !range.isEmpty else { return nil }
        guard parts.count > 1, parts[1].hasPrefix("q=") else { return (range, 1) }
        guard let weight = Double(parts[1].dropFirst(2)), weight > 0, weight <= 1 else { return nil }
        return (range, weight)
    }
}
