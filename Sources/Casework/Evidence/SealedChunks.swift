import Crypto
import Foundation

/// A file as it lies on disk: a header, then chunks of AES-256-GCM. Each chunk's additional data are the file's id,
/// its number and whether it is the last, so that no chunk can be cut off, moved or taken from another file.
///
///     "CBE1" ‖ nonce prefix (8) ‖ { length (4, big-endian) ‖ ciphertext ‖ tag (16) }…
struct SealedChunks: Sendable {
    static let magic: [UInt8] = Array("CBE1".utf8)
    static let chunkSize = 64 << 10
    static let headerSize = 12
    static let overhead = 16

    let id: UUID
    let key: SymmetricKey
    let prefix: [UInt8]

    /// A new file.
    init(id: UUID, key: CaseKey) {
        self.id = id
        self.key = key.key
        prefix = SymmetricKey(size: .init(bitCount: 64)).withUnsafeBytes { Array($0) }
    }

    /// A file that is there; nil when the header is no such header.
    init?(id: UUID, key: CaseKey, header: [UInt8]) {
        guard header.count == Self.headerSize, Array(header.prefix(4)) == Self.magic else { return nil }
        self.id = id
        self.key = key.key
        prefix = Array(header.suffix(8))
    }

    var header: [UInt8] { Self.magic + prefix }

    func seal(_ chunk: some DataProtocol, number: UInt32, isLast: Bool) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            chunk, using: key, nonce: nonce(number), authenticating: facts(number, isLast))
        let length = UInt32(box.ciphertext.count + Self.overhead).bigEndian
        return withUnsafeBytes(of: length, Array.init) + Array(box.ciphertext) + Array(box.tag)
    }

    func open(_ sealed: [UInt8], number: UInt32, isLast: Bool) throws -> [UInt8] {
        guard sealed.count >= Self.overhead else { throw EvidenceStoreError.damaged(id) }
        let box = try AES.GCM.SealedBox(
            nonce: nonce(number), ciphertext: sealed.dropLast(Self.overhead),
            tag: sealed.suffix(Self.overhead))
        do {
            return Array(try AES.GCM.open(box, using: key, authenticating: facts(number, isLast)))
        } catch {
            throw EvidenceStoreError.damaged(id)
        }
    }

    private func nonce(_ number: UInt32) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: prefix + withUnsafeBytes(of: number.bigEndian, Array.init))
    }

    private func facts(_ number: UInt32, _ isLast: Bool) -> Data {
        Data("\(id.uuidString.lowercased())|\(number)|\(isLast ? "last" : "more")".utf8)
    }
}
