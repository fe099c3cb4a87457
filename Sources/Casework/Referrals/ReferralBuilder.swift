import Foundation
import Hummingbird
import Postgres
import Web

/// Preparing a referral: an authority, findings and evidence of the approved report; and changing that content as long
/// as nobody has been asked to approve it.
struct ReferralBuilder {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "cases/:id/referrals/new") { [self] _, context in
            try await new(context, FormInput([]))
        }
        routes.page(.post, "cases/:id/referrals") { [self] request, context in
            try await prepare(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "referrals/:id/content") { [self] _, context in try await edit(context, nil) }
        routes.page(.post, "referrals/:id/content") { [self] request, context in
            try await change(try await FormInput.read(request, context), context)
        }
    }

    struct CaseRecord: Decodable, Sendable {
        struct Report: Decodable, Sendable {
            let id: UUID
            let status: String
            let updatedAt: String
        }

        let id: UUID
        let number: String
        let title: String
        let reports: [Report]

        /// The report from which a referral is made: the newest approved one.
        var approved: UUID? {
            reports.filter { $0.status == "approved" }.max { $0.updatedAt < $1.updatedAt }?.id
        }
    }

    struct Authorities: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            let id: UUID
            let name: String
            let country: String
            let languages: [String]
            let proposed: Bool
            let openReferral: Bool
        }
        let items: [Item]
    }

    private func new(_ context: SignedInContext, _ input: FormInput) async throws -> Response {
        let id = try context.id()
        let visit = try await pages.visit(context, CaseQueries.one(id), AuthorityQueries.forCase(id))
        let record: CaseRecord = try visit.answer(0)
        let authorities = try visit.answer(1, as: Authorities.self).items
        let address = "/cases/" + id.uuidString.lowercased()
        let report = try await report(record.approved, context)
        let model = BuilderPage(
            title: visit.words("referrals.builder.title"), form: PageForm(address + "/referrals", visit),
            report: report,
            authorities: authorities, input: input, isNew: true, back: address, visit.words)
        let head = visit.head(
            model.title, in: .referrals, trail: [visit.step(.referrals), Breadcrumb(record.number, address)],
            problems: input.problems, labels: BuilderPage.labels(visit.words))
        return try pages.page("Referrals/builder", model, head, visit)
    }

    private func prepare(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let authority = input.uuid("authority_id")
        let content = ReferralContent(input)
        if let authority, !input.hasProblems {
            do {
                let made: NewRecord = try await pages.desk.make(
                    context.caller, Once(input, "POST /cases/\(id)/referrals"),
                    ReferralQueries.prepare(id, content, authority: authority)
                ).decoded()
                return pages.done("referral.prepared", at: "/referrals/" + made.id.uuidString.lowercased())
            } catch {
                try input.take(error)
            }
        }
        return try await new(context, input)
    }

    private struct NewRecord: Decodable, Sendable {
        let id: UUID
    }

    private func edit(_ context: SignedInContext, _ typed: FormInput?) async throws -> Response {
        let visit = try await pages.visit(context, ReferralQueries.one(try context.id()))
        let referral: ReferralRecord = try visit.answer(0)
        guard referral.status == "prepared", let caseID = referral.caseId else {
            return pages.frame.redirect(to: referral.address)
        }
        let answer = try await pages.desk.ask(context.caller, CaseQueries.one(caseID))
        let report = try await report(try answer.decoded(CaseRecord.self).approved, context)
        let stored =
            referral.findings.map { (name: "findings", value: $0.id.uuidString.lowercased()) }
            + referral.evidence.map { (name: "evidence", value: $0.id.uuidString.lowercased()) }
        let input = typed ?? FormInput(stored)
        let model = BuilderPage(
            title: visit.words("referrals.builder.edit_title"),
            form: PageForm(referral.address + "/content", visit, version: referral.version), report: report,
            authorities: [], input: input, isNew: false, back: referral.address, visit.words)
        let head = visit.head(
            model.title, in: .referrals, trail: visit.trail(to: referral), problems: input.problems,
            labels: BuilderPage.labels(visit.words))
        return try pages.page("Referrals/builder", model, head, visit)
    }

    private func change(_ input: FormInput, _ context: SignedInContext) async throws -> Response {
        let id = try context.id()
        let content = ReferralContent(input)
        if let version = input.version(), !input.hasProblems {
            do {
                _ = try await pages.desk.ask(
                    context.caller, ReferralQueries.change(id, expected: version, content))
                return pages.done("referral.changed", at: "/referrals/" + id.uuidString.lowercased())
            } catch let error as PostgresError where error.sqlState == "MV412" {
                input.refuse("findings", "referral_changed_meanwhile")
            } catch {
                try input.take(error)
            }
        }
        return try await edit(context, input)
    }

    private func report(_ id: UUID?, _ context: SignedInContext) async throws -> ReportRecord? {
        guard let id else { return nil }
        return try await pages.desk.ask(context.caller, ReportQueries.one(id)).decoded()
    }
}

extension ReferralContent {
    /// From the ticked boxes of the page; without a finding there is nothing to refer.
    init(_ input: FormInput) {
        let ids = { (name: String) in input.all(name).compactMap { UUID(uuidString: $0) } }
        self.init(findings: ids("findings"), evidence: ids("evidence"))
        if findings.isEmpty { input.refuse("findings", "findings_missing") }
    }
}

/// The model of `Referrals/builder`.
struct BuilderPage: Sendable {
    let title: String
    let form: PageForm
    let authority: ChoiceField?
    let lacksAuthorities: Bool
    let findings: ChoiceField?
    let evidence: ChoiceField?
    let nothing: EmptyState?
    let button: String
    let back: String

    init(
        title: String, form: PageForm, report: ReportRecord?, authorities: [ReferralBuilder.Authorities.Item],
        input: FormInput, isNew: Bool, back: String, _ words: PageWords
    ) {
        let error = { (name: String) in words.reasons.error(of: name, in: input.problems) }
        self.title = title
        self.form = form
        self.back = back
        button = words(isNew ? "referrals.builder.prepare" : "referrals.builder.save")
        authority =
            authorities.isEmpty
            ? nil
            : ChoiceField(
                name: "authority_id", label: words("referrals.builder.authority"),
                choices: authorities.map { Self.choice($0, words) }, chosen: [input.typed("authority_id")],
                hint: words("referrals.builder.authority_hint"), error: error("authority_id"))
        lacksAuthorities = isNew && authorities.isEmpty
        let standing = (report?.findings ?? []).filter { !$0.isReplaced }
        findings =
            standing.isEmpty
            ? nil
            : ChoiceField(
                name: "findings", label: words("referrals.builder.findings"),
                choices: standing.map { Self.choice($0, words) }, chosen: input.all("findings"),
                hint: words("referrals.builder.findings_hint"), error: error("findings"))
        evidence = report.flatMap { Self.evidence($0, standing, input, words, error("evidence")) }
        nothing = standing.isEmpty ? Self.nothing(hasReport: report != nil, words) : nil
    }

    static func labels(_ words: PageWords) -> [String: String] {
        [
            "authority_id": words("referrals.page.to"), "findings": words("referrals.page.findings"),
            "evidence": words("referrals.page.evidence"),
        ]
    }

    private static func choice(_ authority: ReferralBuilder.Authorities.Item, _ words: PageWords) -> Choice {
        let why = words(authority.proposed ? "referrals.builder.proposed" : "referrals.builder.other_country")
        let names = authority.languages.map {
            Locale(identifier: words.language.code).localizedString(forLanguageCode: $0) ?? $0
        }
        let languages = words("referrals.builder.languages", ["list": names.joined(separator: ", ")])
        let open = authority.openReferral ? words("referrals.builder.open_referral") : nil
        let hint = [why, words.country(authority.country), names.isEmpty ? nil : languages, open].compactMap {
            $0
        }
        return Choice(
            authority.id.uuidString.lowercased(), authority.name, hint: hint.joined(separator: ". "))
    }

    private static func choice(_ finding: ReportRecord.Finding, _ words: PageWords) -> Choice {
        let kind = words("workflow.finding_kinds.\(finding.kind)")
        let category = words.find("workflow.categories.\(finding.category)") ?? finding.category
        return Choice(
            finding.id.uuidString.lowercased(), "\(finding.number). \(kind): \(category)",
            hint: finding.statement)
    }

    private static func evidence(
        _ report: ReportRecord, _ findings: [ReportRecord.Finding], _ input: FormInput, _ words: PageWords,
        _ error: String?
    ) -> ChoiceField? {
        let choices = report.evidence.filter { $0.status != "quarantined" }.map { file in
            let supported = findings.filter { $0.evidence.contains { $0.id == file.id } }.map {
                String($0.number)
            }
            let hint =
                supported.isEmpty
                ? nil : words("referrals.builder.supports", ["numbers": supported.joined(separator: ", ")])
            return Choice(file.id.uuidString.lowercased(), "\(file.number). \(file.title)", hint: hint)
        }
        guard !choices.isEmpty else { return nil }
        return ChoiceField(
            name: "evidence", label: words("referrals.builder.evidence"), choices: choices,
            chosen: input.all("evidence"), hint: words("referrals.builder.evidence_hint"), error: error)
    }

    private static func nothing(hasReport: Bool, _ words: PageWords) -> EmptyState {
        hasReport
            ? EmptyState(title: words("referrals.builder.no_findings"))
            : EmptyState(
                title: words("referrals.builder.no_report"), text: words("referrals.builder.no_report_text"))
    }
}
