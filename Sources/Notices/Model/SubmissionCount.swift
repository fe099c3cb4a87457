/// A count of what was received, with the code that says what was counted (BT-760, BT-759).
public struct SubmissionCount: Hashable, Sendable {
    /// eForms code; TED elements get the one of the same meaning: `tenders`, `t-sme`, `t-oth-eea`, `t-no-eea`,
    /// `t-esubm`.
    public let code: String
    /// What was received.
    public let count: Int

    /// A count under its code.
    public init(code: String, count: Int) {
        self.code = code
        self.count = count
    }
}
