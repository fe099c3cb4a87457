/// The rules for a key's name and id that signer and verifier keys share (C2SP signed-note).
enum KeyName {
    /// Not empty, no Unicode space, no plus sign and no control character.
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
            }
    }

    /// The first 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), big-endian.
    static func id(_ name: String, _ algorithm: VerifierKey.Algorithm, _ publicKey: [UInt8]) -> UInt32 {
        let hash = Hash256(of: Array(name.utf8) + [0x0a, algorithm.rawValue] + publicKey)
        return BigEndian.number(hash.bytes.prefix(4))
    }

    /// Eight lower-case hexadecimal digits.
    static func hex(_ id: UInt32) -> String { Hex.encode(BigEndian.bytes(id)) }

    /// Splits `name+id+base64(type ‖ key)` and checks each part's form, not whether the id fits.
    static func parse(_ text: some StringProtocol) throws(NoteError) -> Parts {
        let parts = text.split(separator: "+" as Character, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, isValid(String(parts[0])), let key = Base64.decode(parts[2]), key.count == 33
        else { throw .malformedKey }
        return Parts(name: String(parts[0]), id: String(parts[1]), key: key)
    }

    /// What stands between the plus signs; `key` is the type byte and 32 bytes.
    struct Parts {
        let name, id: String
        let key: [UInt8]
    }
}
