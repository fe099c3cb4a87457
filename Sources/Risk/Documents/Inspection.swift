import Notices

/// A notice as `casebridge inspect` prints it: one JSON line.
public struct Inspection: JSONWritable {
    private let notice: Notice
    private let results: [IndicatorResult]
    private let composites: [CompositeValue]
    private let file: String

    /// `results` and `composites` are those of this notice, which was read from `file`.
    public init(
        _ notice: Notice, _ results: [IndicatorResult], composites: [CompositeValue] = [], file: String
    ) {
        self.composites = composites
        self.notice = notice
        self.results = results
        self.file = file
    }

    /// `{"file", "number", "format", "type", "form", "country", "title", "buyers", "lots", "indicators",
    /// "composites"}`; a result is `{"id", "lot"?, "block"?, "result", "inputs"}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("file", file)
            json.field("number", notice.number)
            json.field("format", notice.format)
            json.field("type", notice.kind)
            json.field("form", notice.form.code)
            json.field("country", notice.country)
            json.field("title", notice.title)
            json.field("buyers", notice.buyers)
            json.field("lots", LotDocument.all(of: notice))
            json.field("indicators") { json in
                json.array(results) { $0.inspected($1) }
            }
            json.field("composites", composites)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func inspected(_ result: IndicatorResult) {
        object { json in
            json.field("id", result.indicator)
            if let lot = result.lot { json.field("lot", lot) }
            if let block = result.block { json.field("block", block) }
            json.field("result", result.outcome)
            json.field("inputs", result.inputs)
        }
    }
}
