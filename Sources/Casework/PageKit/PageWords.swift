import Foundation
import Postgres
import Web

/// Words, dates and amounts as one reader gets them: his language, his organisation's zone.
struct PageWords: Sendable {
    let locales: Locales
    let language: Language
    let zone: TimeZone

    /// The text of a key, its placeholders filled.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        locales.text(key, language, values)
    }

    /// The text of a key, nil when nobody wrote it.
    func find(_ key: String, _ values: [String: String] = [:]) -> String? {
        locales.find(key, language, values)
    }

    /// The text for a number by the plural rules of the language.
    func count(_ key: String, _ count: Int) -> String { locales.text(key, language, count: count) }

    /// `2026-03-27` in words; nil for nil, unchanged when it is no date.
    func date(_ text: String?) -> String? {
        text.map { text in LocalDate(text).map { locales.date($0, language) } ?? text }
    }

    /// A moment in RFC 3339 in words, with the zone's offset; nil for nil, unchanged when it is none.
    func moment(_ text: String?) -> String? {
        text.map { text in
            // The database writes microseconds; people read minutes.
            let seconds = text.prefix(19) + "Z"
            guard let date = try? Date(String(seconds), strategy: .iso8601) else { return text }
            return locales.moment(date, in: zone, language)
        }
    }

    /// An amount with its currency; nil for nil.
    func money(_ amount: MoneyAmount?) -> String? {
        amount.map { locales.money($0.amount, $0.currency ?? "", language) }
    }

    /// A country's name by its code, the code when it is unknown.
    func country(_ code: String) -> String {
        Locale(identifier: language.code).localizedString(forRegionCode: code) ?? code
    }

    /// A language's name by its code, the code when it is unknown.
    func languageName(_ code: String) -> String {
        Locale(identifier: language.code).localizedString(forLanguageCode: code) ?? code
    }

    /// A time zone by its name, with the place that it is named for: `Central European Time (Rome)`.
    func zoneName(_ identifier: String) -> String {
        guard let zone = TimeZone(identifier: identifier) else { return identifier }
        let place = String(identifier.split(separator: "/").last ?? "").replacing("_", with: " ")
        let name = zone.localizedName(for: .generic, locale: Locale(identifier: language.code))
        return name.map { "\($0) (\(place))" } ?? place
    }

    /// The wording of refusals beside fields and in lists.
    var reasons: ReasonWords { ReasonWords(locales, language) }
}

extension WebContext {
    /// Words for somebody who is not signed in: no zone is known.
    func words(_ pages: PageDesk) -> PageWords {
        PageWords(locales: pages.frame.locales, language: language, zone: .gmt)
    }
}

/// An amount as the database writes it.
struct MoneyAmount: Decodable, Sendable {
    let amount: String
    let currency: String?
}

/// A person or an organisation where only the name is shown.
struct NamedRecord: Decodable, Sendable {
    let id: UUID
    let name: String
}
