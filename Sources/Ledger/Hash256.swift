import Crypto

/// A SHA-256 value: exactly 32 bytes.
public struct Hash256: Hashable, Sendable {
    /// The 32 bytes, in the order SHA-256 gives them.
    public let bytes: [UInt8]

    /// Takes 32 bytes; nil for any other number.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Hash256.count else { return nil }
        self.bytes = Array(bytes)
    }

    /// Takes 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// Takes canonical base64 of 32 bytes (RFC 4648 section 4, padded); nil for anything else.
    public init?(base64: some StringProtocol) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    /// Hashes the bytes with SHA-256.
    public init(of data: [UInt8]) {
        bytes = Array(SHA256.hash(data: data))
    }

    /// 32 zero bytes: what the first event of a chain names as its predecessor.
    public static let zero = Hash256(unchecked: [UInt8](repeating: 0, count: count))

    /// The number of bytes in a hash.
    public static let count = 32

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    /// Padded base64, as checkpoints and proofs write it.
    public var base64: String { Base64.encode(bytes) }

    init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension Hash256: CustomStringConvertible {
    /// The hexadecimal digits.
    public var description: String { hex }
}
