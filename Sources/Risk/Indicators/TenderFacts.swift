import Notices

/// What the two indicators on the number of tenders look at in one award block.
public struct TenderFacts: Hashable, Sendable {
    let outcome: Award.Outcome
    let procedure: ProcedureType?
    /// All different counts of the block: by definition with inadmissible and late tenders.
    let counts: [Int]
    let reason: Reason?

    init(_ award: Award, _ procedure: ProcedureType?, _ reason: Reason?) {
        outcome = award.outcome
        self.procedure = procedure
        counts = award.tenderCounts
        self.reason = reason
    }
}

extension TenderFacts: JSONWritable {
    /// `{"outcome", "procedure", "count_used": "tenders received", "tenders", "counts"?, "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", outcome)
            json.field("procedure", procedure)
            json.field("count_used", "tenders_received")
            json.field("tenders", counts.count == 1 ? counts.first : nil)
            if counts.count > 1 { json.field("counts", counts) }
            if let reason { json.field("reason", reason) }
        }
    }
}
