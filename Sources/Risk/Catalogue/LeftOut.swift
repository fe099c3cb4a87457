import Foundation
import Notices
import Yams

/// A sign of a known catalogue that no indicator computes, with its reason.
public struct LeftOut: Hashable, Sendable {
    /// The catalogue's code: `Red Flags CN07`, `OCP-R024`.
    public let reference: String
    /// The catalogue's title.
    public let title: String
    /// Stable key of the reason, shared by many.
    public let reason: String
    /// The reason as a sentence.
    public let because: String

    /// Reads `catalogues/left-out.yaml` in the folder of the rule files; throws naming file and line.
    public static func all(folder: String) throws(RuleError) -> [LeftOut] {
        let name = "catalogues/left-out.yaml"
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
            throw RuleError(file: name, line: nil, message: "is missing in \(folder)")
        }
        guard let node = try? compose(yaml: String(decoding: data, as: UTF8.self)),
            let groups = node.sequence
        else { throw RuleError(file: name, line: nil, message: "must be a list of reasons") }
        var all: [LeftOut] = []
        for group in groups { all += try signs(of: RuleRow(file: name, node: group)) }
        return all
    }

    private static func signs(of group: RuleRow) throws(RuleError) -> [LeftOut] {
        try group.allow(["reason", "because", "signs"])
        let (reason, because) = (try group.text("reason"), try group.text("because"))
        guard let nodes = group.node["signs"]?.sequence else { throw group.fault("\"signs\" must be a list") }
        var signs: [LeftOut] = []
        for node in nodes {
            let row = RuleRow(file: group.file, node: node)
            try row.allow(["reference", "title"])
            signs.append(
                LeftOut(
                    reference: try row.text("reference"), title: try row.text("title"), reason: reason,
                    because: because))
        }
        return signs
    }
}

extension LeftOut: JSONWritable {
    /// `{"reference", "title", "reason", "because"}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("reference", reference)
            json.field("title", title)
            json.field("reason", reason)
            json.field("because", because)
        }
    }
}
