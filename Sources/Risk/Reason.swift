import Notices

/// Why a result is not applicable or missing: a stable code, worded in the locale files.
public enum Reason: String, Sendable, CaseIterable, JSONWritable {
    case kindNotCovered = "kind_not_covered"
    case formHasNoField = "form_has_no_field"
    case regimeWithoutRule = "regime_without_rule"
    case noLots = "no_lots"
    case noAwards = "no_awards"
    case notAwarded = "not_awarded"
    case outcomeUnknown = "outcome_unknown"
    case directProcedure = "direct_procedure"
    case procedureUnknown = "procedure_unknown"
    case procedureNotCovered = "procedure_not_covered"
    case noCount = "no_count"
    case countsDiffer = "counts_differ"
    case countZero = "count_zero"
    case oneTender = "one_tender"
    case notStated = "not_stated"
    case contradictory
    case changedNotice = "changed_notice"
    case dispatchMissing = "dispatch_missing"
    case deadlineMissing = "deadline_missing"
    case deadlineBeforeDispatch = "deadline_before_dispatch"
    case noFramework = "no_framework"
    case frameworkUnknown = "framework_unknown"
    case operatorsNotStated = "operators_not_stated"
}
