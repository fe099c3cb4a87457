import Testing

@testable import Ledger

private func failures(_ report: DossierReport) -> [String: DossierFinding.Failure] {
    Dictionary(
        report.findings.compactMap { finding in finding.failure.map { (finding.path, $0) } },
        uniquingKeysWith: { first, _ in first })
}

@Test func `a sealed dossier is sound, also after a trip through its container`() async throws {
    let dossier = try await SampleDossier()
    let report = dossier.verify(dossier.parts)
    #expect(report.isSound)
    #expect(report.findings.count == 6)
    #expect(report.checkpoint?.size == 31)
    #expect(report.manifest?.referralID == SampleEvents.referralID)
    let archive = try ZipArchive.write(dossier.parts)
    let read = try ZipArchive.read(archive, limits: .init(entries: 10, bytes: 100_000))
    #expect(dossier.verify(read).isSound)
}

@Test func `the manifest is canonical: sorted keys, sorted paths, one line`() async throws {
    let dossier = try await SampleDossier()
    let bytes = try #require(dossier.parts.first).bytes
    let evidence = Hash256(of: [UInt8](repeating: 0x25, count: 1000)).hex
    let json = Hash256(of: Array(#"{"title":"Ponte"}"#.utf8)).hex
    let expected =
        #"{"content_digest":"\#(Hash256(of: [1]).hex)","dossier_id":"\#(SampleDossier.dossierID)","parts":["#
        + #"{"media_type":"application/octet-stream","path":"dossier.json","sha256":"\#(json)","size":17},"#
        + #"{"media_type":"application/octet-stream","path":"evidence/0001.pdf","sha256":"\#(evidence)","#
        + #""size":1000}],"referral_id":"\#(SampleEvents.referralID)","version":1}"#
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
}

@Test func `each missing file is named`() async throws {
    let dossier = try await SampleDossier()
    for path in dossier.parts.map(\.path) {
        let report = dossier.verify(dossier.changing(path) { _ in nil })
        #expect(!report.isSound)
        #expect(failures(report)[path] == .missing)
    }
    #expect(failures(dossier.verify([])).count == 4)
}

@Test func `one bit changed anywhere in a package is found`() async throws {
    let dossier = try await SampleDossier()
    var random = SeededGenerator(seed: 3)
    for part in dossier.parts {
        for _ in 0..<40 {
            let position = Int.random(in: part.bytes.indices, using: &random)
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            let changed = dossier.changing(part.path) { bytes in
                var bytes = bytes
                bytes[position] ^= bit
                return bytes
            }
            #expect(!dossier.verify(changed).isSound, "\(part.path) at \(position), bit \(bit)")
        }
    }
}

@Test func `an altered, an extra and a repeated part are told apart`() async throws {
    let dossier = try await SampleDossier()
    let altered = dossier.changing("evidence/0001.pdf") { $0 + [0] }
    #expect(failures(dossier.verify(altered)) == ["evidence/0001.pdf": .altered])
    let extra = dossier.parts + [PackagePart(path: "evidence/0002.pdf", bytes: [])]
    #expect(failures(dossier.verify(extra)) == ["evidence/0002.pdf": .extra])
    let twice = dossier.parts + [PackagePart(path: "dossier.json", bytes: [])]
    #expect(failures(dossier.verify(twice))["dossier.json"] == .duplicate)
}

@Test func `a manifest that somebody else signed or that was signed for another package is refused`()
    async throws
{
    let (dossier, other) = (try await SampleDossier(), try await SampleDossier())
    let foreign = try dossier.changing("manifest.sig") { _ in
        try DossierPackage.signature(ofManifest: dossier.parts[0].bytes, by: other.dossierKey)
    }
    #expect(failures(dossier.verify(foreign)) == ["manifest.sig": .badSignature])
    let moved = try dossier.changing("manifest.sig") { _ in
        try DossierPackage.signature(ofManifest: [1], by: dossier.dossierKey)
    }
    #expect(failures(dossier.verify(moved)) == ["manifest.sig": .badSignature])
    let malformed = dossier.changing("manifest.sig") { _ in [1, 2] }
    #expect(failures(dossier.verify(malformed)) == ["manifest.sig": .malformed])
}

@Test func `a sealing event of another manifest or another record is refused even when it is in the log`()
    async throws
{
    let dossier = try await SampleDossier()
    let manifest = Hash256(of: dossier.parts[0].bytes)
    let strangers: [(CanonicalEvent, DossierFinding.Failure)] = [
        (try SampleDossier.sealEvent(manifestHash: Hash256(of: [9])), .otherManifest),
        (try SampleDossier.sealEvent(manifestHash: manifest, recordID: SampleEvents.caseID), .otherRecord),
    ]
    for (event, failure) in strangers {
        let proof = try await SampleDossier.proof(of: event, key: dossier.logKey).encoded
        let parts = dossier.parts.map { part in
            switch part.path {
            case "seal.event": PackagePart(path: part.path, bytes: event.bytes)
            case "seal.tlog-proof": PackagePart(path: part.path, bytes: proof)
            default: part
            }
        }
        #expect(failures(dossier.verify(parts)) == ["seal.event": failure])
    }
}

@Test func `a proof of another log, of another event or none at all is refused`() async throws {
    let (dossier, other) = (try await SampleDossier(), try await SampleDossier())
    let seal = try SampleDossier.sealEvent(manifestHash: Hash256(of: dossier.parts[0].bytes))
    let foreign = try await SampleDossier.proof(of: seal, key: other.logKey).encoded
    let foreignParts = dossier.changing("seal.tlog-proof") { _ in foreign }
    #expect(failures(dossier.verify(foreignParts)) == ["seal.tlog-proof": .badCheckpoint])
    let stranger = try SampleDossier.sealEvent(manifestHash: Hash256(of: [9]))
    let wrong = try await SampleDossier.proof(of: stranger, key: dossier.logKey).encoded
    let wrongParts = dossier.changing("seal.tlog-proof") { _ in wrong }
    #expect(failures(dossier.verify(wrongParts)) == ["seal.tlog-proof": .badProof])
    #expect(dossier.verify(wrongParts).checkpoint == nil)
    let malformed = dossier.changing("seal.tlog-proof") { _ in Array("no proof\n\n".utf8) }
    #expect(failures(dossier.verify(malformed)) == ["seal.tlog-proof": .malformed])
}

@Test func `a manifest of another version, with an unsafe path or one path twice is malformed`() {
    let part = #"{"path":"a","sha256":"","size":0,"media_type":""}"#
    func manifest(_ version: Int, _ parts: String) -> DossierManifest? {
        let text =
            #"{"version":\#(version),"dossier_id":"","referral_id":"","content_digest":"","parts":[\#(parts)]}"#
        return DossierManifest(parsing: Array(text.utf8))
    }
    #expect(manifest(1, part) != nil)
    #expect(manifest(2, part) == nil)
    #expect(manifest(1, "\(part),\(part)") == nil)
    #expect(manifest(1, part.replacing("\"a\"", with: "\"../a\"")) == nil)
    #expect(DossierManifest(parsing: []) == nil)
}
