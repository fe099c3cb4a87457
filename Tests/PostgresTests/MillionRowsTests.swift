import Postgres
import Testing

/// Each in a process of its own, since only there the memory is ours alone.
@Suite struct MillionRowsTests {
    @Test func `a query of a million rows is read in constant memory`() async {
        await #expect(processExitsWith: .success) {
            let world = try await World.make(connections: 1)
            let before = try Memory.resident()
            var count = 0
            try await world.pool.transaction(entering: nil, readOnly: true) { transaction in
                let sql: SQL = "SELECT n, repeat('x', 100) AS text FROM generate_series(1, \(1_000_000)) AS n"
                try await transaction.forEach(portionOf: 2000, sql) { count += $0.count }
            }
            try require(count == 1_000_000)
            try require(Memory.resident() - before < 24_000_000)
        }
    }

    @Test func `COPY of a million rows goes in and out in constant memory`() async {
        await #expect(processExitsWith: .success) {
            let world = try await World.make(connections: 1)
            try await world.run("CREATE TABLE line (n bigint, text text)")
            let before = try Memory.resident()
            let lines = Lines(count: 1_000_000)
            try require(try await world.pool.copyIn("COPY line FROM STDIN", rows: lines) == 1_000_000)
            let size = try await world.pool.copyOut("COPY line TO STDOUT") { chunks in
                var size = 0
                for try await chunk in chunks {
                    try require(chunk.last == UInt8(ascii: "\n"))
                    size += chunk.count
                }
                return size
            }
            try require(Memory.resident() - before < 24_000_000)
            try require(size == lines.size && size > 50_000_000)
            try require(
                try await world.pool.value("SELECT current_setting('statement_timeout') AS v") == "15s")
        }
    }
}

private struct Unmet: Error {}

/// Throws, so that the process fails, unless the claim holds.
private func require(_ claim: Bool) throws { if !claim { throw Unmet() } }

/// Numbered lines, made as they are read.
private struct Lines: AsyncSequence, Sendable {
    let count: Int

    var size: Int { (1...count).reduce(0) { $0 + line($1).utf8.count } }

    func makeAsyncIterator() -> Iterator { Iterator(lines: self) }

    struct Iterator: AsyncIteratorProtocol {
        let lines: Lines
        var next = 0

        mutating func next() async -> [UInt8]? {
            guard next < lines.count else { return nil }
            next += 1
            return Array(lines.line(next).utf8)
        }
    }

    private func line(_ number: Int) -> String {
        "\(number)\tthe line with the number \(number), of no account\n"
    }
}
