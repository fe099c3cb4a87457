import Forms
import Foundation
import Synchronization
import Web

/// Every country to choose from, in the order of its name in a language. Sorting by the rules of a language takes
/// milliseconds, so each language is sorted once.
enum CountryChoices {
    private static let sorted = Mutex<[String: [Choice]]>([:])

    static func all(_ words: PageWords) -> [Choice] {
        let language = words.language.code
        if let known = sorted.withLock({ $0[language] }) { return known }
        let choices = words.countries(Country.codes)
        sorted.withLock { $0[language] = choices }
        return choices
    }
}
