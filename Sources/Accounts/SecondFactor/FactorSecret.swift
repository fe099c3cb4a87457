import Crypto
import Foundation

/// The secret that an authenticator app and Casebridge share: 160 random bits (RFC 4226, section 4). Prints as `•••`.
public struct FactorSecret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    let bytes: Data

    /// A new secret from the system's generator.
    public init() { bytes = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Data($0) } }

    init(bytes: Data) { self.bytes = bytes }

    /// The secret as a person types it into an app: Base32 in groups of four.
    public var text: String {
        let letters = Array(Base32.encode(bytes))
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }

    /// The address that a QR code carries to an app (the key URI format that the apps agree on).
    public func link(account: String, issuer: String) -> String {
        let label = "\(Self.escaped(issuer)):\(Self.escaped(account))"
        return "otpauth://totp/\(label)?secret=\(Base32.encode(bytes))&issuer=\(Self.escaped(issuer))"
            + "&algorithm=SHA1&digits=\(TOTP.digits)&period=\(TOTP.period)"
    }

    /// The step whose code a person typed, with the blanks that apps show in it or without; nil when it is no code of
    /// this secret around the moment.
    public func step(of typed: String, at moment: Date) -> Int64? {
        TOTP.step(of: typed.filter { !$0.isWhitespace }, secret: bytes, at: moment)
    }

    private static func escaped(_ text: String) -> String {
        let plain = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }

    /// Never the secret.
    public var description: String { "•••" }
    /// Never the secret.
    public var debugDescription: String { "•••" }
}
