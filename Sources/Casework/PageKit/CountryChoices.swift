import Forms
import Foundation
import Synchronization
import Web

/// Countries to choose from, in the order of their names in a language. Sorting by the rules of a language takes
/// milliseconds, so each language is sorted once.
enum CountryChoices {
    private static let sorted = Mutex<[Language: [Choice]]>([:])

    /// Every country of ISO 3166-1.
    static func all(_ words: PageWords) -> [Choice] {
        if let known = sorted.withLock({ $0[words.language] }) { return known }
        let locale = Locale(identifier: words.language.code)
        let choices = Country.codes.map { Choice($0, words.country($0)) }
            .sorted { $0.label.compare($1.label, locale: locale) == .orderedAscending }
        sorted.withLock { $0[words.language] = choices }
        return choices
    }
}
