/// The names that exist outside the workflow files, in the database and in the pages, and that the files may
/// use.
public struct Catalogue: Sendable {
    /// Requirement functions of the database.
    public let requirements: Set<String>
    /// Effects of the database.
    public let effects: Set<String>
    /// Permissions that pages and calls ask for apart from moves.
    public let permissions: Set<String>
    /// Clocks that rows start and stop, not moves: an open question runs one.
    public let clocksOfRows: Set<String>

    /// A catalogue of known names.
    public init(
        requirements: Set<String>, effects: Set<String>, permissions: Set<String>, clocksOfRows: Set<String>
    ) {
        self.requirements = requirements
        self.effects = effects
        self.permissions = permissions
        self.clocksOfRows = clocksOfRows
    }

    /// What this version of Casebridge knows.
    public static let standard = Catalogue(
        requirements: [
            "approver_not_reviewer_or_author", "authority_chosen", "conduct_accepted", "conflict_declared",
            "dossier_ready", "evidence_verified", "form_complete", "no_conflict", "no_live_assignment",
            "no_open_query", "no_open_question", "no_open_referral", "recently_authenticated",
            "report_approved", "reviewer_not_author", "training_valid", "two_approvals", "verdicts_given",
        ],
        effects: [
            "deliver_dossier", "record_acknowledgement", "record_outcome", "record_submission",
            "seal_dossier",
            "take_review", "void_approvals",
        ],
        permissions: [
            "audit.read", "audit.verify", "case.read", "conflict.declare", "evidence.accept", "evidence.add",
            "evidence.quarantine", "evidence.read", "evidence.read_original", "evidence.redact",
            "export.bulk",
            "export.report", "form.publish", "identity.request", "identity.reveal", "monitor.invite",
            "monitor.list",
            "person.read",
            "publication.approve", "publication.prepare", "publication.withdraw", "referral.answer",
            "referral.approve", "referral.ask", "referral.read", "report.comment", "report.edit_own",
            "report.read",
            "retention.erase", "retention.hold", "role.grant", "training.record", "user.manage",
            "webhook.manage",
        ],
        clocksOfRows: ["information_request"])
}
