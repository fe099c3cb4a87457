/// A stretch of text that two states have in common, or that only one of them has; partial `Reviews/difference`.
struct DifferencePiece: Sendable, Equatable {
    enum Kind: String, Sendable {
        case same, removed, added
    }

    let text: String
    let kind: Kind
    let isSame: Bool
    let isRemoved: Bool
    let isAdded: Bool

    init(_ kind: Kind, _ text: String) {
        self.text = text
        self.kind = kind
        isSame = kind == .same
        isRemoved = kind == .removed
        isAdded = kind == .added
    }
}

/// What changed from one text to another: the longest common subsequence of words, of lines where the texts are long.
/// Joined without what was added the pieces give the old text, without what was removed the new one.
enum TextDifference {
    /// Cells of the table of lengths; above it the comparison is coarser.
    private static let largestTable = 4_000_000

    static func pieces(_ old: String, _ new: String) -> [DifferencePiece] {
        pieces(words(old), words(new)) ?? pieces(lines(old), lines(new))
            ?? [DifferencePiece(.removed, old), DifferencePiece(.added, new)]
    }

    private static func pieces(_ old: [Substring], _ new: [Substring]) -> [DifferencePiece]? {
        let start = zip(old, new).prefix { $0 == $1 }.count
        let shorter = min(old.count, new.count) - start
        let end = zip(old.suffix(shorter).reversed(), new.suffix(shorter).reversed()).prefix { $0 == $1 }
            .count
        let (oldMiddle, newMiddle) = (old[start..<old.count - end], new[start..<new.count - end])
        guard oldMiddle.count * newMiddle.count <= largestTable else { return nil }
        var runs = DifferenceRuns()
        for word in old[..<start] { runs.keep(word) }
        follow(Array(oldMiddle), Array(newMiddle), into: &runs)
        for word in old[(old.count - end)...] { runs.keep(word) }
        return runs.finished()
    }

    // Lengths of the longest common subsequence from each pair of places to the ends, then the way along them.
    private static func follow(_ old: [Substring], _ new: [Substring], into runs: inout DifferenceRuns) {
        var known: [Substring: Int] = [:]
        let number = { (word: Substring) -> Int in
            if let id = known[word] { return id }
            known[word] = known.count
            return known.count - 1
        }
        let (from, to) = (old.map(number), new.map(number))
        let width = to.count + 1
        var lengths = [UInt16](repeating: 0, count: (from.count + 1) * width)
        for i in from.indices.reversed() {
            for j in to.indices.reversed() {
                let here = i * width + j
                lengths[here] =
                    from[i] == to[j]
                    ? lengths[here + width + 1] + 1 : max(lengths[here + width], lengths[here + 1])
            }
        }
        var (i, j) = (0, 0)
        while i < from.count || j < to.count {
            let here = i * width + j
            if i < from.count, j < to.count, from[i] == to[j] {
                runs.keep(old[i])
                (i, j) = (i + 1, j + 1)
            } else if j == to.count || (i < from.count && lengths[here + width] >= lengths[here + 1]) {
                runs.remove(old[i])
                i += 1
            } else {
                runs.add(new[j])
                j += 1
            }
        }
    }

    // Words and the blanks between them, so that nothing of the text is lost.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let word = rest.prefix { $0.isWhitespace == first.isWhitespace }
            words.append(word)
            rest = rest.dropFirst(word.count)
        }
        return words
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines: [Substring] = []
        var rest = text[...]
        while let end = rest.firstIndex(of: "\n") {
            lines.append(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }
}

/// Gathers single words into stretches. A blank between two changed words counts as changed with them: nobody reads
/// "late or never" as two changes around a blank.
private struct DifferenceRuns {
    private var pieces: [DifferencePiece] = []
    private var removed = ""
    private var added = ""
    private var same = ""

    mutating func keep(_ word: Substring) { same += word }

    mutating func remove(_ word: Substring) {
        settle()
        removed += word
    }

    mutating func add(_ word: Substring) {
        settle()
        added += word
    }

    mutating func finished() -> [DifferencePiece] {
        close()
        append(.same, same)
        return pieces
    }

    private mutating func settle() {
        let isOpen = !removed.isEmpty || !added.isEmpty
        if isOpen, same.allSatisfy(\.isWhitespace) {
            removed += same
            added += same
        } else {
            close()
            append(.same, same)
        }
        same = ""
    }

    private mutating func close() {
        append(.removed, removed)
        append(.added, added)
        (removed, added) = ("", "")
    }

    private mutating func append(_ kind: DifferencePiece.Kind, _ text: String) {
        if !text.isEmpty { pieces.append(DifferencePiece(kind, text)) }
    }
}
