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

    /// The count to judge by, or the result that stands before any count is compared.
    static func count(_ award: Award, _ procedure: ProcedureType?) -> Result<Int, Undecided> {
        switch award.outcome {
        case .notAwarded: return .failure(.notApplicable(.notAwarded))
        case _ where procedure == .direct: return .failure(.notApplicable(.directProcedure))
        case .unknown: return .failure(.missing(.outcomeUnknown))
        case .awarded: break
        }
        guard award.tenderCounts.count <= 1 else { return .failure(.missing(.countsDiffer)) }
        guard let count = award.tenderCounts.first else { return .failure(.missing(.noCount)) }
        return count == 0 ? .failure(.missing(.countZero)) : .success(count)
    }

    enum Undecided: Error {
        case notApplicable(Reason)
        case missing(Reason)
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
