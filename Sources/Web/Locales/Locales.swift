import Foundation

/// Every text that people read, by language and key; loaded once, pure afterwards.
public struct Locales: Sendable {
    private let entries: [Language: [String: LocaleEntry]]

    /// Reads `folder/<language>/*.yaml`. Throws naming file and line of what cannot be read, of a key in
    /// two files, and when there is no English.
    public init(folder: URL) throws {
        var entries: [Language: [String: LocaleEntry]] = [:]
        for language in try FolderListing.folders(in: folder) {
            var merged: [String: LocaleEntry] = [:]
            for file in try FolderListing.files(in: folder.appending(path: language), suffix: ".yaml") {
                let name = "locales/\(language)/\(file)"
                let text = try String(
                    contentsOf: folder.appending(path: "\(language)/\(file)"), encoding: .utf8)
                for (key, entry) in try LocaleFile(text, name: name).entries {
                    guard merged.updateValue(entry, forKey: key) == nil else {
                        throw LocaleError("\(name): \(key) stands in another file too")
                    }
                }
            }
            entries[Language(language)] = merged
        }
        try self.init(entries)
    }

    init(_ entries: [Language: [String: LocaleEntry]]) throws {
        guard entries[.english]?.isEmpty == false else {
            throw LocaleError("no locale folder en: every text must exist in English")
        }
        self.entries = entries
    }

    /// The languages that have a folder, in order of their codes.
    public var languages: [Language] { entries.keys.sorted() }

    /// The text of a key with its placeholders filled, in English when the language lacks it, nil when
    /// nobody has it.
    public func find(_ key: String, _ language: Language, _ values: [String: String] = [:]) -> String? {
        guard case .text(let text)? = entry(key, language) else { return nil }
        return text.filled(values)
    }

    /// The text of a key with its placeholders filled; the key itself when nobody has it, so that the
    /// mistake shows. Not escaped: models are escaped when they are rendered.
    public func text(_ key: String, _ language: Language, _ values: [String: String] = [:]) -> String {
        find(key, language, values) ?? key
    }

    /// The text for a number, by the plural rules of the language; `{count}` is the number with its digits
    /// grouped.
    public func text(_ key: String, _ language: Language, count: Int, _ values: [String: String] = [:])
        -> String
    {
        let values = values.merging(["count": number(count, language)]) { given, _ in given }
        switch entry(key, language) {
        case .plural(let forms):
            return (forms[PluralForm.of(count, in: language)] ?? forms[.other])?.filled(values) ?? key
        case .text(let text): return text.filled(values)
        case nil: return key
        }
    }

    /// Keys that English has and the language lacks, or whose placeholders differ: for the gate.
    public func faults(of language: Language) -> [String] {
        let english = entries[.english] ?? [:]
        let own = entries[language] ?? [:]
        let missing = english.keys.filter { own[$0] == nil }.map { "\(language): \($0) is missing" }
        let unknown = own.keys.filter { english[$0] == nil }.map {
            "\(language): \($0) does not exist in English"
        }
        let different = own.compactMap { key, entry -> String? in
            guard let original = english[key], original.placeholders != entry.placeholders else { return nil }
            return "\(language): \(key) has other placeholders than in English"
        }
        return (missing + unknown + different).sorted()
    }

    func entry(_ key: String, _ language: Language) -> LocaleEntry? {
        entries[language]?[key] ?? entries[.english]?[key]
    }

    /// The entry of exactly this language: a page is never in two languages.
    func ownEntry(_ key: String, _ language: Language) -> LocaleEntry? { entries[language]?[key] }
}

extension LocaleEntry {
    var placeholders: Set<String> {
        switch self {
        case .text(let text): text.placeholders
        case .plural(let forms): forms.values.reduce(into: []) { $0.formUnion($1.placeholders) }
        }
    }
}
