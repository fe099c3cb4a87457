/// Plural categories of CLDR, by which a text is chosen for a number.
public enum PluralForm: String, CaseIterable, Sendable {
    /// In some languages an own form for nothing.
    case zero
    /// One, and in some languages 21, 31, …
    case one
    /// Two.
    case two
    /// A few.
    case few
    /// Many.
    case many
    /// Everything else; every language has it.
    case other

    /// The form of a whole number (CLDR plural rules for cardinals; the fraction-only cases are left out).
    public static func of(_ number: Int, in language: Language) -> PluralForm {
        let n = number.magnitude
        return switch language.code.prefix(while: { $0 != "-" }) {
        case "fr": n < 2 ? .one : millions(n)
        case "it", "es", "ca", "pt": n == 1 ? .one : millions(n)
        case "pl": polish(n)
        case "ro": n == 1 ? .one : (n == 0 || (1...19).contains(n % 100) ? .few : .other)
        case "sr", "bs", "hr": serbian(n)
        case "mk": n % 10 == 1 && n % 100 != 11 ? .one : .other
        default: n == 1 ? .one : .other
        }
    }

    private static func millions(_ n: UInt) -> PluralForm { n != 0 && n % 1_000_000 == 0 ? .many : .other }

    private static func polish(_ n: UInt) -> PluralForm {
        if n == 1 { return .one }
        return endsInFew(n) ? .few : .many
    }

    private static func serbian(_ n: UInt) -> PluralForm {
        if n % 10 == 1, n % 100 != 11 { return .one }
        return endsInFew(n) ? .few : .other
    }

    private static func endsInFew(_ n: UInt) -> Bool {
        (2...4).contains(n % 10) && !(12...14).contains(n % 100)
    }
}
