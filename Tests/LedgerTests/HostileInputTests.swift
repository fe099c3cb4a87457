import Testing

@testable import Ledger

/// Every reader of bytes from outside, each answering whether it accepted them.
private let readers: [(name: String, accepts: @Sendable ([UInt8]) -> Bool)] = [
    ("note", { (try? SignedNote(parsing: $0)) != nil }),
    ("checkpoint", { (try? Checkpoint(parsing: String(decoding: $0, as: UTF8.self))) != nil }),
    ("proof", { (try? OfflineProof(parsing: $0)) != nil }),
    ("event", { (try? CanonicalEvent(parsing: $0)) != nil }),
    ("manifest", { DossierManifest(parsing: $0) != nil }),
    ("archive", { (try? ZipArchive.read($0, limits: .init(entries: 10, bytes: 100_000))) != nil }),
    ("bundle", { (try? EntryBundle.decode($0, width: 3)) != nil }),
    ("verifier key", { (try? VerifierKey(parsing: String(decoding: $0, as: UTF8.self))) != nil }),
    ("signer key", { (try? SignerKey(parsing: String(decoding: $0, as: UTF8.self))) != nil }),
    ("path", { LogPath(String(decoding: $0, as: UTF8.self)) != nil }),
]

@Test(arguments: readers.map(\.name))
func `random bytes, spliced and cut samples never crash a reader`(name: String) async throws {
    let reader = try #require(readers.first { $0.name == name })
    let dossier = try await SampleDossier()
    var samples = dossier.parts.map(\.bytes)
    samples.append(try ZipArchive.write(dossier.parts))
    samples.append(try SampleEvents.chain()[2].event.bytes)
    samples.append(Array(dossier.logKey.verifierKey.encoded.utf8))
    samples.append(Array("tile/0/x001/x234/067.p/12".utf8))
    var random = SeededGenerator(seed: 5)
    for _ in 0..<1500 {
        let bytes = mutate(samples.randomElement(using: &random) ?? [], samples, &random)
        _ = reader.accepts(bytes)
    }
    #expect(!reader.accepts([]))
    #expect(!reader.accepts([UInt8](repeating: 0x0a, count: 10)))
}

private func mutate(
    _ sample: [UInt8], _ samples: [[UInt8]], _ random: inout SeededGenerator
) -> [UInt8] {
    var bytes = sample
    for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes = Array(bytes[..<place])
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: bytes = Array(bytes[..<place]) + (samples.randomElement(using: &random) ?? []).suffix(40)
        default:
            if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        }
    }
    return bytes
}
