import Testing
import Workflows

/// Random input and random walks.
@Suite struct WorkflowRandomTests {
    /// The same sequence in each run (Marsaglia's xorshift).
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    @Test func `three hundred damaged copies of the files are read or refused, each problem with its place`()
        throws
    {
        var random = Random(state: 42)
        let world = SmallWorld()
        for _ in 0..<300 {
            var damaged = world
            let name = try #require(world.files.keys.sorted().randomElement(using: &random))
            var bytes = Array((world.files[name] ?? "").utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: 32...126, using: &random)
            }
            damaged.files[name] = String(decoding: bytes, as: UTF8.self)
            #expect(damaged.lines.allSatisfy { $0.hasPrefix("Workflows/") })
        }
    }

    @Test func `random walks through the shipped machines end in a final status and never leave the file`()
        throws
    {
        var random = Random(state: 3)
        for machine in try WorkflowSet.load(directory: shippedFolder).machines {
            for _ in 0..<200 {
                var status: String?
                for _ in 0..<50 {
                    guard let move = machine.moves(from: status).randomElement(using: &random) else { break }
                    #expect(machine.status(after: move.action.text, from: status) == move.to.text)
                    status = move.to.text
                    if machine.status(named: move.to.text)?.isFinal == true { break }
                }
                #expect(machine.status(named: status ?? "") != nil)
            }
        }
    }
}
