import Yams

/// Reads a YAML file strictly and collects what is wrong: unknown, missing and doubled keys, wrong types, bad
/// names.
struct YAMLReader {
    /// Files are written by people; what is larger or deeper than this is not one of ours.
    static let maximumBytes = 1_000_000
    static let maximumIndentation = 80
    static let maximumFlowDepth = 30

    let file: String
    private(set) var diagnostics: [Diagnostic] = []
    /// False once something had to be left out, so that checks of the whole would only mislead.
    private(set) var isWhole = true

    init(file: String) { self.file = file }

    mutating func report(at place: Place, _ message: String, next: String) {
        diagnostics.append(Diagnostic(at: place, message, next: next))
    }

    mutating func leaveOut(at place: Place, _ message: String, next: String) {
        isWhole = false
        report(at: place, message, next: next)
    }

    func place(of node: Node) -> Place {
        Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    mutating func compose(_ yaml: String) -> Node? {
        if let problem = YAMLGuard.problem(in: yaml) {
            leaveOut(
                at: Place(file: file, line: problem.line, column: problem.column), problem.message,
                next: "Write the file as the README of this folder shows.")
            return nil
        }
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
            leaveOut(
                at: Place(file: file, line: 1, column: 1), "the file is empty",
                next: "Write the file or remove it.")
        } catch {
            let (place, message) = YAMLFault.describe(error, file: file)
            leaveOut(at: place, message, next: "Correct the YAML at this place.")
        }
        return nil
    }
}

/// Refuses a text before the parser recurses into it: too large, too deep, or with anchors, by which a small
/// file describes a huge one. It does not know quotes and comments and refuses in them too.
private struct YAMLGuard {
    private var line = 1
    private var column = 0
    private var prefix = 0
    private var inPrefix = true
    private var flow = 0
    private var previous = UInt8(ascii: "\n")

    /// What is wrong and where, or nil.
    static func problem(in yaml: String) -> (line: Int, column: Int, message: String)? {
        guard yaml.utf8.count <= YAMLReader.maximumBytes else { return (1, 1, "the file is too large") }
        var yamlGuard = YAMLGuard()
        for byte in yaml.utf8 {
            if let message = yamlGuard.take(byte) { return (yamlGuard.line, yamlGuard.column, message) }
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> String? {
        defer { previous = byte }
        column += 1
        switch byte {
        case UInt8(ascii: "\n"): (line, column, prefix, inPrefix) = (line + 1, 0, 0, true)
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            prefix += inPrefix ? 1 : 0
        case UInt8(ascii: "["), UInt8(ascii: "{"): (flow, inPrefix) = (flow + 1, false)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): flow = max(0, flow - 1)
        case UInt8(ascii: "&"), UInt8(ascii: "*"):
            inPrefix = false
            if " \n\t[{,".utf8.contains(previous) { return "anchors and aliases (`&`, `*`) are not read" }
        default: inPrefix = false
        }
        let isDeep = prefix > YAMLReader.maximumIndentation || flow > YAMLReader.maximumFlowDepth
        return isDeep ? "the file is nested too deeply" : nil
    }
}

/// Turns a fault of the parser into a place and a sentence without the file's text.
private enum YAMLFault {
    static func describe(_ error: any Error, file: String) -> (Place, String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (Place(file: file, line: mark.line, column: mark.column), "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let place = Place(file: file, line: context.mark.line, column: context.mark.column)
            return (place, "a key stands twice here: \(duplicates.joined(separator: ", "))")
        case .reader(let problem, _, _, _):
            return (Place(file: file, line: 1, column: 1), "the file is not readable text: \(problem)")
        default:
            return (Place(file: file, line: 1, column: 1), "the file cannot be read as YAML")
        }
    }
}
