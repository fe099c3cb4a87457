import Notices

/// A notice with its results as one JSON document: what the database's import function takes.
public struct NoticeDocument: JSONWritable {
    private let notice: Notice
    private let results: [IndicatorResult]

    /// `results` are those of this notice.
    public init(_ notice: Notice, _ results: [IndicatorResult]) {
        self.notice = notice
        self.results = results
    }

    /// Keys as the import function reads them; absent facts are null, amounts are text, days ISO 8601.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            writeHeader(to: &json)
            json.field("lots", lots)
            json.field("awards", notice.speaksOfContracts ? notice.awards : [])
            if let correction = notice.correction { json.field("correction", correction) }
            if !notice.modifications.isEmpty { json.field("modifications", notice.modifications) }
            json.field("indicators", results)
        }
    }

    private func writeHeader(to json: inout JSONWriter) {
        json.field("number", notice.number)
        json.field("format", notice.format)
        json.field("schema_version", notice.schemaVersion)
        json.field("type", notice.kind)
        json.field("stage", notice.stage)
        json.field("identity", notice.identity?.reference)
        json.field("version", notice.identity?.version)
        json.field("is_change", notice.isChange)
        json.field("makes_contracts", notice.speaksOfContracts)
        json.field("form", notice.form.code)
        json.field("country", notice.country)
        json.field("language", notice.language)
        json.field("title", notice.title)
        json.field("published_on", notice.publishedOn)
        json.field("dispatched_on", notice.dispatchedOn)
        json.field("procedure_key", notice.procedureKey)
        json.field("previous_numbers", notice.referencesOfSameProcedure.flatMap(NoticeNumber.writings))
        json.field("buyers", notice.buyers)
        json.field("cpv", notice.cpv)
        json.field("procedure_type", notice.procedure.type)
    }

    private var lots: [LotDocument] { LotDocument.all(of: notice) }
}
