import Testing

@testable import Casework

@Suite struct TextDifferenceTests {
    private static func marked(_ old: String, _ new: String) -> String {
        TextDifference.pieces(old, new).map { piece in
            switch piece.kind {
            case .same: piece.text
            case .removed: "[-\(piece.text)-]"
            case .added: "{+\(piece.text)+}"
            }
        }.joined()
    }

    @Test(arguments: [
        ("The bridge is late.", "The bridge is ten weeks late.", "The bridge is {+ten weeks +}late."),
        ("Works stopped in May.", "Works stopped.", "Works [-stopped in May.-]{+stopped.+}"),
        ("one two three", "one 2 3", "one [-two three-]{+2 3+}"),
        ("", "New", "{+New+}"), ("Old", "", "[-Old-]"), ("Same", "Same", "Same"), ("", "", ""),
        ("Първо изречение.", "Второ изречение.", "[-Първо-]{+Второ+} изречение."),
    ])
    func `changes are told by words`(old: String, new: String, wanted: String) {
        #expect(Self.marked(old, new) == wanted)
    }

    @Test func `the pieces give back both texts, whatever they are`() {
        var dice = SeededDice(seed: 7)
        let words = ["bridge", "late", " ", "\n", "  ", "weeks", "è", "🌉", "."]
        for _ in 0..<500 {
            let texts = (0..<2).map { _ in
                (0..<Int.random(in: 0...12, using: &dice)).map { _ in words.randomElement(using: &dice) ?? ""
                }
                .joined()
            }
            let pieces = TextDifference.pieces(texts[0], texts[1])
            #expect(pieces.filter { !$0.isAdded }.map(\.text).joined() == texts[0])
            #expect(pieces.filter { !$0.isRemoved }.map(\.text).joined() == texts[1])
            #expect(pieces.allSatisfy { !$0.text.isEmpty })
        }
    }

    @Test func `two long texts with nothing in common are compared in bounded time`() {
        let old = (0..<20_000).map { "o\($0)" }.joined(separator: " ")
        let new = (0..<20_000).map { "n\($0)" }.joined(separator: " ")
        let pieces = TextDifference.pieces(old, new)
        #expect(pieces == [DifferencePiece(.removed, old), DifferencePiece(.added, new)])
    }

    @Test func `a long text with one changed line tells the line`() {
        let lines = (0..<1_500).map { "Line \($0) of the account" }
        var changed = lines
        changed[1] = "Line 1 of another"
        changed[1_400] = "Line 1400 of another"
        let pieces = TextDifference.pieces(
            lines.joined(separator: "\n"), changed.joined(separator: "\n"))
        #expect(pieces.count { $0.isAdded } == 2)
        #expect(pieces.first { $0.isAdded }?.text.contains("another") == true)
    }
}

/// Random numbers that are the same at each run (SplitMix64).
struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
