import Testing

@testable import Ledger

private let largest = 70

@Test func `every inclusion proof of every tree up to seventy leaves convinces, and no altered one does`()
    async throws
{
    let log = try MemoryLog(count: largest)
    for size in 1...largest {
        let root = plainRoot(log.entries[..<size])
        for index in 0..<size {
            let proof = try await log.tree(size: size).inclusionProof(index: index)
            try proof.verify(entry: log.entries[index], root: root)
            for altered in alterations(proof.hashes) {
                let forged = InclusionProof(index: index, size: size, hashes: altered)
                #expect(throws: ProofError.self) { try forged.verify(entry: log.entries[index], root: root) }
            }
        }
    }
}

@Test func `an inclusion proof convinces for no other entry, index or root`() async throws {
    let log = try MemoryLog(count: largest)
    for size in [1, 2, 3, 7, 8, 9, 64, 65, 70] {
        let root = plainRoot(log.entries[..<size])
        for index in 0..<size {
            let proof = try await log.tree(size: size).inclusionProof(index: index)
            #expect(throws: ProofError.self) { try proof.verify(entry: [1], root: root) }
            #expect(throws: ProofError.self) { try proof.verify(entry: log.entries[index], root: .zero) }
            for other in -1...size where other != index {
                let moved = InclusionProof(index: other, size: size, hashes: proof.hashes)
                #expect(throws: ProofError.self) { try moved.verify(entry: log.entries[index], root: root) }
            }
        }
    }
}

@Test func `every consistency proof of every pair up to seventy leaves convinces, and no altered one does`()
    async throws
{
    let log = try MemoryLog(count: largest)
    let roots = (0...largest).map { plainRoot(log.entries[..<$0]) }
    for size in 0...largest {
        for old in 0...size {
            let proof = try await log.tree(size: size).consistencyProof(from: old)
            try proof.verify(oldRoot: roots[old], root: roots[size])
            #expect(throws: ProofError.self) { try proof.verify(oldRoot: .zero, root: roots[size]) }
            // Whatever there is grew from nothing, so only a tree that has leaves can contradict.
            guard old > 0 else { continue }
            #expect(throws: ProofError.self) { try proof.verify(oldRoot: roots[old], root: .zero) }
            for altered in alterations(proof.hashes) {
                let forged = ConsistencyProof(oldSize: old, size: size, hashes: altered)
                #expect(throws: ProofError.self) { try forged.verify(oldRoot: roots[old], root: roots[size]) }
            }
        }
    }
}

@Test func `a proof with a hash too many or too few says so`() async throws {
    let log = try MemoryLog(count: largest)
    let tree = log.tree(size: largest)
    for index in [0, 5, 68, 69] {
        let entry = log.entries[index]
        let hashes = try await tree.inclusionProof(index: index).hashes
        for count in [hashes.count - 1, hashes.count + 1] {
            let spoiled = Array((hashes + [.zero]).prefix(count))
            let proof = InclusionProof(index: index, size: largest, hashes: spoiled)
            #expect(throws: ProofError.wrongLength) { try proof.verify(entry: entry, root: log.root) }
        }
    }
    for old in [1, 5, 64, 69] {
        let hashes = try await tree.consistencyProof(from: old).hashes
        for count in [hashes.count - 1, hashes.count + 1] {
            let spoiled = Array((hashes + [.zero]).prefix(count))
            let proof = ConsistencyProof(oldSize: old, size: largest, hashes: spoiled)
            let oldRoot = plainRoot(log.entries[..<old])
            #expect(throws: ProofError.wrongLength) { try proof.verify(oldRoot: oldRoot, root: log.root) }
        }
    }
}

@Test func `a rewritten past has no consistency proof`() async throws {
    let honest = try MemoryLog(count: 300)
    var rewritten = MemoryLog()
    try rewritten.add([[1, 2, 3]] + honest.entries.dropFirst() + honest.entries)
    for old in [1, 2, 255, 256, 257, 300] {
        let proof = try await rewritten.tree(size: 600).consistencyProof(from: old)
        let oldRoot = plainRoot(honest.entries[..<old])
        #expect(throws: ProofError.self) { try proof.verify(oldRoot: oldRoot, root: rewritten.root) }
    }
}

@Test func `proofs with sizes out of range are refused, not trapped on`() {
    let hash = Hash256(of: [])
    for (old, size) in [(-1, 5), (6, 5), (1, -1), (0, -3), (Int.max, Int.max - 1)] {
        let proof = ConsistencyProof(oldSize: old, size: size, hashes: [hash])
        #expect(throws: ProofError.self) { try proof.verify(oldRoot: hash, root: hash) }
        let inclusion = InclusionProof(index: old, size: size, hashes: [hash])
        #expect(throws: ProofError.self) { try inclusion.verify(entry: [], root: hash) }
    }
}

/// One hash changed, one left out, one added, two swapped.
private func alterations(_ hashes: [Hash256]) -> [[Hash256]] {
    var altered = [hashes + [Hash256(of: [1])], [Hash256(of: [1])] + hashes]
    for index in hashes.indices {
        var changed = hashes
        changed[index] = Hash256(of: hashes[index].bytes)
        var shorter = hashes
        shorter.remove(at: index)
        altered += [changed, shorter]
    }
    if hashes.count > 1 { altered.append(Array(hashes.reversed())) }
    return altered
}
