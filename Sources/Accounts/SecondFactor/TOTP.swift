import Crypto
import Foundation

/// Codes of a clock and a shared secret (RFC 6238 on RFC 4226): HMAC-SHA-1, steps of 30 seconds, six digits, as every
/// authenticator app makes them. SHA-1 is safe in HMAC, and the apps know nothing else.
public enum TOTP {
    /// Length of a step in seconds.
    public static let period = 30
    /// Digits of a code.
    public static let digits = 6
    // One step on either side: clocks differ, and people type slowly.
    private static let tolerance: Int64 = 1

    /// The step that a moment lies in; 0 before 1970.
    public static func step(at moment: Date) -> Int64 {
        Int64(max(0, moment.timeIntervalSince1970)) / Int64(period)
    }

    /// The code of a step.
    public static func code(of secret: Data, step: Int64) -> String {
        let text = String(value(of: secret, step: step))
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// The step whose code this is, now or one step around now; nil when it is none of them. Each is compared, so that
    /// the time taken tells nothing.
    public static func step(of code: String, secret: Data, at moment: Date) -> Int64? {
        guard code.utf8.count == digits, code.utf8.allSatisfy({ (48...57).contains($0) }),
            let given = UInt32(code)
        else { return nil }
        let now = step(at: moment)
        var found: Int64?
        for step in max(1, now - tolerance)...max(1, now + tolerance)
        where value(of: secret, step: step) ^ given == 0 {
            found = step
        }
        return found
    }

    private static func value(of secret: Data, step: Int64) -> UInt32 {
        let counter = withUnsafeBytes(of: UInt64(clamping: step).bigEndian) { Data($0) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        // Dynamic truncation, RFC 4226 section 5.3: the last four bits say where the four bytes begin.
        let start = Int(hash[hash.count - 1] & 0x0F)
        let bits = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        return bits % 1_000_000
    }
}
