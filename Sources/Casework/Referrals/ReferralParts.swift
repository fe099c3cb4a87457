import Foundation
import Web

/// What was typed into a form of the referral's page that was sent back, and what the reader has yet to declare.
struct ReferralForms: Sendable {
    /// The form: `approve`, `ask`, `answer-2`.
    var failed: String?
    var typed: [String: String] = [:]
    var problems: [RefusalReason] = []
    /// Where a person declares interests before approving; nil when that is done.
    var declaration: String?
    var history = ApprovalHistory.none

    func value(_ form: String, _ field: String) -> String { failed == form ? typed[field] ?? "" : "" }

    func error(_ form: String, _ field: String, _ words: PageWords) -> String? {
        failed == form ? words.reasons.error(of: field, in: problems) : nil
    }
}

/// Approvals of the content, bound to its digest.
struct ApprovalPart: Sendable {
    let table: DataTable?
    let digest: String
    let form: PageForm?
    let note: String
    let declaration: String?
    let isMine: Bool

    init(
        _ approvals: [ReferralRecord.Approval], _ referral: ReferralRecord, _ forms: ReferralForms,
        _ visit: Visit
    ) {
        let words = visit.words
        table = forms.history.table(words)
        digest = referral.contentDigest
        isMine = approvals.contains(where: \.isMine)
        let isAsked = referral.status == "in_approval" && visit.viewer.holds("referral.approve") && !isMine
        declaration = isAsked ? forms.declaration : nil
        form = isAsked && declaration == nil ? PageForm(referral.address + "/approvals", visit) : nil
        note = words("referrals.page.approve_note", ["digest": String(referral.contentDigest.prefix(12))])
    }
}

/// The sealed package: not yet made, being packaged, or ready.
struct DossierPart: Sendable {
    let text: String
    let download: String?
    let sha256: String?
    let reload: String?

    init(_ referral: ReferralRecord, _ words: PageWords) {
        guard let dossier = referral.dossier, !["prepared", "in_approval"].contains(referral.status) else {
            text = words("referrals.page.dossier_none")
            (download, sha256, reload) = (nil, nil, nil)
            return
        }
        guard dossier.ready else {
            text = words("referrals.page.dossier_packaging")
            (download, sha256, reload) = (nil, nil, referral.address)
            return
        }
        text = words("referrals.page.dossier_ready", ["size": words.size(dossier.size ?? 0)])
        (download, sha256, reload) = (referral.address + "/dossier", dossier.sha256, nil)
    }
}

/// Questions of the authority and the sender's answers.
struct QuestionPart: Sendable {
    struct Item: Sendable {
        let title: String
        let text: String
        let asked: String
        let answer: String?
        let answered: String?
        let isWaiting: Bool
        let reply: Reply?
    }

    /// The form of an answer.
    struct Reply: Sendable {
        let form: PageForm
        let id: String
        let typed: String
        let error: String?
    }

    /// The form of a question.
    struct Asking: Sendable {
        let form: PageForm
        let text: TextArea
        let dueOn: DateField
    }

    let title: String
    let items: [Item]
    let hasItems: Bool
    let asking: Asking?

    init(_ referral: ReferralRecord, _ forms: ReferralForms, _ visit: Visit) {
        let words = visit.words
        title = words(referral.isSender ? "referrals.questions.title" : "referrals.questions.title_officer")
        items = referral.questions.map { Self.item($0, referral, forms, visit) }
        hasItems = !items.isEmpty
        let isOpen = ["sent", "acknowledged", "accepted"].contains(referral.status)
        asking =
            !referral.isSender && isOpen && visit.viewer.holds("referral.ask")
            ? Self.asking(referral, forms, visit) : nil
    }

    private static func item(
        _ question: ReferralRecord.Question, _ referral: ReferralRecord, _ forms: ReferralForms,
        _ visit: Visit
    ) -> Item {
        let words = visit.words
        let mayAnswer = question.answer == nil && referral.isSender && visit.viewer.holds("referral.answer")
        let id = "answer-\(question.number)"
        return Item(
            title: words("referrals.questions.number", ["number": String(question.number)]),
            text: question.text,
            asked: words(
                "referrals.questions.asked",
                ["moment": words.moment(question.askedAt) ?? "", "date": words.date(question.dueOn) ?? ""]),
            answer: question.answer,
            answered: question.answeredAt.flatMap { words.moment($0) }
                .map { words("referrals.questions.answered", ["moment": $0]) },
            isWaiting: question.answer == nil,
            reply: mayAnswer
                ? Reply(
                    form: PageForm("\(referral.address)/questions/\(question.number)/answer", visit), id: id,
                    typed: forms.value(id, "text"), error: forms.error(id, id, words)) : nil)
    }

    private static func asking(_ referral: ReferralRecord, _ forms: ReferralForms, _ visit: Visit) -> Asking {
        let words = visit.words
        let day = ["day", "month", "year"].map {
            (name: "due_on-\($0)", value: forms.value("ask", "due_on-\($0)"))
        }
        return Asking(
            form: PageForm(referral.address + "/questions", visit),
            text: TextArea(
                name: "text", label: words("referrals.questions.text"), value: forms.value("ask", "text"),
                hint: words("referrals.questions.text_hint"), error: forms.error("ask", "text", words),
                limit: 10_000),
            dueOn: DateField(
                name: "due_on", label: words("referrals.questions.due_on"), typed: FormInput(day),
                error: forms.error("ask", "due_on", words)))
    }
}
