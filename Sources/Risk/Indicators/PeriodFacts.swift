import Notices

/// What short-submission-period looks at; dispatch is not publication, and days count calendar days.
public struct PeriodFacts: Hashable, Sendable {
    let procedure: ProcedureType?
    let dispatchedOn: CalendarDay?
    let deadlineOn: CalendarDay?
    let days: Int?
    /// Nil when the notice does not say; then decided in the buyer's favour.
    let electronicSubmission: Bool?
    let priorNotice: Bool
    let accelerated: Procedure.Acceleration
    let reason: Reason?

    init(_ notice: Notice, _ tendering: Tendering, _ days: Int?, _ reason: Reason?) {
        procedure = notice.procedure.type
        dispatchedOn = notice.dispatchedOn
        deadlineOn = tendering.deadline(in: notice.procedure.type)
        self.days = days
        electronicSubmission = tendering.acceptsElectronicSubmission
        priorNotice = tendering.hasPriorNotice
        accelerated = notice.procedure.acceleration
        self.reason = reason
    }
}

extension PeriodFacts: JSONWritable {
    /// `{"procedure", "dispatched_on", "deadline_on", "days", "electronic_submission", …, "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("procedure", procedure)
            json.field("dispatched_on", dispatchedOn)
            json.field("deadline_on", deadlineOn)
            json.field("days", days)
            json.field("electronic_submission", electronicSubmission)
            json.field("prior_notice", priorNotice)
            json.field("accelerated", accelerated)
            if let reason { json.field("reason", reason) }
        }
    }
}
