import Foundation
import Testing

@testable import Accounts

@Suite struct TOTPTests {
    // RFC 6238, appendix B: the shared secret of its SHA-1 rows.
    private let secret = Data("12345678901234567890".utf8)

    // The RFC prints eight digits; six are their last six, since both are remainders of one number.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `codes are those of RFC 6238, appendix B`(seconds: Double, printed: String) {
        let moment = Date(timeIntervalSince1970: seconds)
        let code = TOTP.code(of: secret, step: TOTP.step(at: moment))
        #expect(code == String(printed.suffix(6)))
        #expect(TOTP.step(of: code, secret: secret, at: moment) == TOTP.step(at: moment))
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
    func `a code is good one step before and after its own, and no further`(offset: Int64, isGood: Bool) {
        let moment = Date(timeIntervalSince1970: 1_234_567_890)
        let step = TOTP.step(at: moment) + offset
        let found = TOTP.step(of: TOTP.code(of: secret, step: step), secret: secret, at: moment)
        #expect(found == (isGood ? step : nil))
    }

    @Test(arguments: ["", "00592", "0059244", "００５９２４", "00592a", "-05924", "+05924", " 05924"])
    func `what is not six digits is no code`(typed: String) {
        #expect(TOTP.step(of: typed, secret: secret, at: Date(timeIntervalSince1970: 1_234_567_890)) == nil)
    }

    @Test func `a code that begins with zeros keeps them`() throws {
        let short = try #require((1...5_000).first { TOTP.code(of: secret, step: Int64($0)).hasPrefix("00") })
        #expect(TOTP.code(of: secret, step: Int64(short)).count == 6)
    }

    @Test func `a clock before 1970 gives no step below one`() {
        let past = Date(timeIntervalSince1970: -1_000)
        #expect(TOTP.step(at: past) == 0)
        #expect(TOTP.step(of: TOTP.code(of: secret, step: 0), secret: secret, at: past) == nil)
    }

    // RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `base 32 is that of RFC 4648 without padding`(plain: String, encoded: String) {
        #expect(Base32.encode(Data(plain.utf8)) == encoded)
    }
}
