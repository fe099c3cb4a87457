import Foundation

/// One reason why a new password is refused; `rawValue` is the code that pages and the API show.
public enum PasswordFault: String, Sendable, CaseIterable {
    /// Fewer than twelve characters.
    case tooShort = "password_too_short"
    /// More than 1,024 bytes in UTF-8.
    case tooLong = "password_too_long"
    /// Among the commonest passwords, or one character or two repeated.
    case common = "password_common"
    /// The account's address or name, or such a word with little added.
    case personal = "password_personal"
}

/// What a new password must satisfy: length and not being guessable, no composition rules (NIST SP
/// 800-63B).
public enum PasswordRules {
    /// Least number of characters.
    public static let fewestCharacters = 12
    /// Largest size in bytes of UTF-8.
    public static let longestBytes = 1_024

    /// Every rule that the password breaks; empty when it may be used. `personal` are words about
    /// the account: the parts of its address, its name, its organisation.
    public static func faults(in password: String, personal: [String]) -> [PasswordFault] {
        let normal = password.precomposedStringWithCompatibilityMapping
        var faults: [PasswordFault] = []
        if normal.unicodeScalars.count < fewestCharacters { faults.append(.tooShort) }
        if normal.utf8.count > longestBytes { return faults + [.tooLong] }
        let plain = normal.lowercased().filter { !$0.isWhitespace }
        if isCommon(plain) { faults.append(.common) }
        if personal.contains(where: { isLittleMore(plain, than: $0) }) { faults.append(.personal) }
        return faults
    }

    private static func isCommon(_ plain: String) -> Bool {
        CommonPasswords.all.contains(plain) || Set(plain).count <= 2
            || CommonPasswords.runs.contains { $0.contains(plain) }
            || CommonPasswords.stems.contains { isLittleMore(plain, than: $0) }
    }

    // "casebridge2026" is "casebridge" with four characters added: guessed in the first minute.
    private static func isLittleMore(_ plain: String, than word: String) -> Bool {
        let word = word.lowercased().filter { !$0.isWhitespace }
        guard word.count >= 4, plain.contains(word) else { return false }
        return plain.count - word.count <= 4
    }
}
